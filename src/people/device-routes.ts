/** Devices: what they say of themselves, what a desk clears, and whether one in order is a condition. */
import type { Http } from '../platform/http/mod.ts';
import { type Db, problemResponses } from '../platform/mod.ts';
import { signedIn } from './bearer-session.ts';
import { clearDetected, reportDevice, requireDevices } from './device.ts';
import {
  type DevicesShown,
  clearBody,
  clearedSchema,
  devicesSchema,
  reportBody,
  reportedSchema,
  requireBody,
  requiredSchema,
} from './duty-contract.ts';
import { readDevices } from './read-duties.ts';

const common = { tags: ['duties'], security: [{ session: [] }] };

export function deviceRoutes(app: Http, db: Db): void {
  app.get(
    '/devices',
    {
      schema: {
        ...common,
        summary: 'Devices and their states; one’s own for who holds no office that reads them all',
        response: { 200: devicesSchema, ...problemResponses },
      },
    },
    async (request) => {
      const devices = await readDevices(db, await signedIn(db, request));
      return {
        devices: devices.map((one) => ({
          ...one,
          state: one.state as DevicesShown['devices'][number]['state'],
          reportedAt: String(one.reportedAt),
        })),
      };
    },
  );

  app.post(
    '/devices/report',
    {
      schema: {
        ...common,
        summary: 'What a device says of itself; malware withholds at once',
        body: reportBody,
        response: { 201: reportedSchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { account = null, ...report } = request.body;
      const whose = await reportDevice(db, await signedIn(db, request), { ...report, account });
      return reply.code(201).send({ account: whose, device: report.device });
    },
  );

  app.post(
    '/devices/clear',
    {
      schema: {
        ...common,
        summary: 'A security desk clears what was detected on a device of somebody else',
        body: clearBody,
        response: { 200: clearedSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { account, device } = request.body;
      return { account, device, reports: await clearDetected(db, await signedIn(db, request), request.body) };
    },
  );

  app.post(
    '/devices/requirement',
    {
      schema: {
        ...common,
        summary: 'From a day on a device in order is a condition for opening, or is none',
        description: "By the CPO's office: the house rule people.device.required.",
        body: requireBody,
        response: { 200: requiredSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { required } = request.body;
      return { required, from: await requireDevices(db, await signedIn(db, request), request.body) };
    },
  );
}
