-- custody: the index by person has one row a person and batch, however many fields of theirs it met: a tenth of the rows where ten fields are read.
-- It is derived from the records; the sequencer builds it again from the first, and until then a question about a person reads the records themselves.
truncate custody.disclosed;
alter table custody.disclosed drop column n, add primary key (subject, at, session_id, batch);
update custody.behind set leaf = -1;
