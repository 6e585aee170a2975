-- custody: the questions that the history answers fast. Refusals are few, so their indexes cost the hot path nothing.
create unique index one_disclosure_an_entry on custody.disclosure (entry_id);

create index refused_by_grant on ledger.opening ((body ->> 'grant'), at desc, id desc) where kind = 'refusal';
create index refused_by_session on ledger.opening ((body ->> 'session'), at desc, id desc) where kind = 'refusal';

-- What the gateway and the office refused by themselves are acts.
create index refused_act on ledger.act (id) where kind = 'refusal';
create index refused_act_by_grant on ledger.act ((body ->> 'grant'), at desc, id desc) where kind = 'refusal';
create index refused_act_by_session on ledger.act ((body ->> 'session'), at desc, id desc) where kind = 'refusal';
create index refused_act_by_holder on ledger.act ((body ->> 'holder'), at desc, id desc) where kind = 'refusal';

create index grant_by_holder on access.grant (holder);
