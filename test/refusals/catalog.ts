/** A purpose has a basis and an end, and numbers of fields are never used twice. */
import { insertion, uuid } from '../support/rows.ts';
import { id } from '../support/scene-ids.ts';
import { type Refused, broken, forbidden } from './refusal.ts';

const office = ['office'] as const;
const nobody = uuid(id.nobody);

export const catalogRefusals: readonly Refused[] = [
  broken(
    'a stage that does not exist',
    'catalog.service.stage_known',
    `update catalog.service set stage = 'SOMEDAY'`,
    office,
  ),
  broken(
    'a database of no service',
    'catalog.database.database_service_id_fkey',
    insertion('catalog.database', { service_id: nobody }),
    office,
  ),
  broken(
    'group zero, which stands for none',
    'catalog.term_group.group_zero_means_none',
    insertion('catalog.term_group', { id: '0' }),
    office,
  ),
  broken(
    'field zero, which stands for none',
    'catalog.field.field_zero_means_none',
    insertion('catalog.field', { id: '0' }),
    office,
  ),
  broken(
    'two fields on one column',
    'catalog.field.one_field_a_column',
    insertion('catalog.field', { col: `'email'` }),
    office,
  ),
  broken('a number of a field used twice', 'catalog.field.field_pkey', insertion('catalog.field', { id: '1' }), office),
  broken('a field of no database', 'catalog.field.field_db_fkey', insertion('catalog.field', { db: nobody }), office),
  broken(
    'a field of no group',
    'catalog.field.field_term_group_fkey',
    insertion('catalog.field', { term_group: '77' }),
    office,
  ),
  broken(
    'a statute without a name',
    'catalog.field.statute_is_named',
    insertion('catalog.field', { statute: `' '` }),
    office,
  ),
  forbidden('a field moved to another category', `update catalog.field set category = 'name'`),
  forbidden('a field removed', 'delete from catalog.field'),

  broken(
    'a purpose without a basis',
    'catalog.purpose.purpose_has_a_basis',
    insertion('catalog.purpose', { basis: `' '` }),
    office,
  ),
  broken(
    'a purpose approved for ever',
    'catalog.purpose.approval_ends',
    insertion('catalog.purpose', { approved_until: `'infinity'` }),
    office,
  ),
  broken(
    'a purpose prolonged for ever',
    'catalog.purpose.approval_ends',
    `update catalog.purpose set approved_until = 'infinity'`,
    office,
  ),
  broken(
    'a purpose for nobody',
    'catalog.purpose.headcount_positive',
    insertion('catalog.purpose', { headcount: '0' }),
    office,
  ),
  broken(
    'a purpose of no service',
    'catalog.purpose.purpose_service_id_fkey',
    insertion('catalog.purpose', { service_id: nobody }),
    office,
  ),
  broken(
    'a mode that does not exist',
    'catalog.purpose_field.mode_known',
    insertion('catalog.purpose_field', { highest: `'all'` }),
    office,
  ),
  broken(
    'a purpose that covers no field',
    'catalog.purpose_field.purpose_field_field_id_fkey',
    insertion('catalog.purpose_field', { field_id: '77' }),
    office,
  ),
  broken(
    'a field covered by no purpose',
    'catalog.purpose_field.purpose_field_purpose_id_fkey',
    insertion('catalog.purpose_field', { purpose_id: nobody }),
    office,
  ),
  broken('a purpose that covers null', '23502', insertion('catalog.purpose_field', { field_id: 'null' }), office),
  forbidden('a field covered further', `update catalog.purpose_field set highest = 'full'`),
  forbidden('a field covered by a process that only reads', insertion('catalog.purpose_field'), [
    'gateway',
    'custodian',
    'sequencer',
  ]),

  broken('a stop of no kind', 'catalog.stop.stop_known', insertion('catalog.stop', { kind: `'maybe'` }), office),
  broken(
    'a stop of no purpose',
    'catalog.stop.stop_purpose_id_fkey',
    insertion('catalog.stop', { purpose_id: nobody }),
    office,
  ),
  forbidden('a stop lifted by the process that opens', 'delete from catalog.stop', [
    'gateway',
    'custodian',
    'sequencer',
  ]),
];
