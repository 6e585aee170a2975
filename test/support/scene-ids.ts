/** Ids of the scene: people, a service with its members' database and fields, and grants in each state. */
export const id = {
  /** Stands for what does not exist. */
  nobody: ofNumber(0),
  hr: ofNumber(1),
  handler: ofNumber(2),
  requester: ofNumber(3),
  lead: ofNumber(4),
  cpo: ofNumber(5),
  stranger: ofNumber(6),
  bot: ofNumber(7),
  /** A service account of no service yet. */
  otherBot: ofNumber(8),
  /** Moved after the grant `moved` began. */
  mover: ofNumber(9),
  hrHolding: ofNumber(13),
  leadHolding: ofNumber(14),
  cpoHolding: ofNumber(15),
  /** Of the handler, who signs in: one of each that holds, and one that is over. */
  authenticator: ofNumber(16),
  recoverySet: ofNumber(17),
  overSession: ofNumber(18),
  overLink: ofNumber(19),
  /** Of HR, who sits at a desk here; and of the handler, who signs. */
  deskHolding: ofNumber(24),
  handlerSession: ofNumber(25),
  /** What was reported of the stranger's and the lead's PC: malware, malware that was cleared, nothing. */
  detected: ofNumber(26),
  cleared: ofNumber(27),
  clean: ofNumber(28),
  shop: ofNumber(20),
  members: ofNumber(21),
  support: ofNumber(22),
  /** A purpose that covers field 3 alone. */
  tax: ofNumber(23),
  subject: ofNumber(31),
  second: ofNumber(32),
  /** Requested, not decided. */
  asked: ofNumber(40),
  /** Approved by every office it needs, not begun. */
  approved: ofNumber(41),
  live: ofNumber(42),
  serviceLive: ofNumber(43),
  revoked: ofNumber(44),
  rejected: ofNumber(45),
  /** Needs two offices; one approved. */
  half: ofNumber(46),
  /** Its review was missed. */
  lapsed: ofNumber(47),
  lapsedAndTold: ofNumber(72),
  suspended: ofNumber(48),
  emergency: ofNumber(49),
  moved: ofNumber(50),
  /** The mover's too, and kept. */
  kept: ofNumber(51),
  credential: ofNumber(60),
  serviceCredential: ofNumber(61),
  session: ofNumber(70),
  serviceSession: ofNumber(71),
} as const;

function ofNumber(n: number): string {
  return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}
