/** Words before `name`: whose name is a person's, and what else has a name. Each list as alternatives of a regular expression. */

const alternatives = (words: string): string => words.trim().split(/\s+/).join('|');

export const people = alternatives(`
  customer cust client member mbr mber employee emp staff person people patient ptnt student teacher guest passenger holder cardholder
  owner recipient receiver rcvr rcpt sender author manager mngr representative rep agent doctor nurse attendee participant subscriber
  applicant guardian parent father mother spouse contact beneficiary payer payee insured driver resident tenant buyer seller purchaser
  consignee addressee signer depositor orderer reviewer ordr writer wrter requester visitor donor candidate instructor child partner
  plaintiff defendant witness victim suspect kin heir claimant nominee athlete pupil bride groom husband wife brother sister friend pilot
  captain psn indv prsn rgtr charger chrg rprsntv dpstr aplcnt applcnt aplct rcpnt rprsv pic wrtr stdnt stud prtctr tchr prof hldr drvr
  rdr pax dr pt mem usr memb apl mgr insrd bnfc bnfcry opr sndr rqstr vstr prnt fthr mthr spous grdn nok sponsor mentor counselor counsellor lawyer attorney clerk
  courier rider crew voter member donee lessee lessor lender borrower cosigner founder delegate speaker host tutor coach player
`);

/** What has a number of its own, which is no person's. Behind it stands what the number is called. */
export const numbered = alternatives(`
  sku part serial sn sno tracking awb waybill invoice inv isbn issn ean upc gtin jan barcode imei imsi iccid vin mpn ref reference batch lot
  container catalog item product prod prd prdt goods order ord ordr purchase po shipment parcel dlvr receipt voucher coupon ticket case claim
  contract policy model asset seal device room seat locker business biz brn corp crn tax vat duns hs lic_key doi msg txn trn transaction
`);

export const things = alternatives(`
  company corp corporation organization organisation org firm business product prod prdt goods item store shop bank branch file table
  column field city country state province region territory district town category ctgry department dept brand model event course class
  subject project film movie track album playlist genre media host domain server app application device service svc role group team school
  hospital currency language type code cd menu page image img attachment template campaign plan package schema database topic queue job
  task step status tag label key param attribute option setting feature permission vehicle car vessel airline airport hotel room building
  warehouse supplier vendor shipper carrier card account issuer drug medicine disease game book publisher font color colour unit shift
  culture location scrap reason method site screen view function program process system nick order folder container printer number computer
  router cluster header filter parameter counter center layer character chapter letter paper poster provider manufacturer register trigger
  controller handler listener sensor motor floor sector vector monitor connector factor error indicator restaurant merchant plant variant
  constant tree fee committee timer buffer loader employer distributor retailer newsletter tracker browser installer gallery quarter
  semester weather border tier meter voucher sticker banner adapter helper wrapper flavor mirror anchor processor competitor grant space os
  agency office contract policy insurance street road st bs cmpny co instt power water tower river master cover answer danger corner
  chamber silver copper matter door harbor labor other super winter summer flower pointer iterator selector locator behavior interior major
  minor tensor cursor editor compressor gender tender ladder cylinder inverter transformer rubber fiber lumber cancer tumor fever ulcer
`);
