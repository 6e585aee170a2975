/** Draws docs/map.svg from the imports between rooms; `--check` only says whether it is up to date. */
import { join } from 'node:path';
import { writeOrCheck } from './generated.ts';
import { drawMap } from './map/draw.ts';
import { surveyRooms } from './map/survey.ts';

const root = join(import.meta.dirname, '..');
writeOrCheck(join(root, 'docs', 'map.svg'), drawMap(surveyRooms(root)), 'node scripts/map.ts');
