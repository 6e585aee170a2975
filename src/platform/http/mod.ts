/**
 * The HTTP application, apart from platform's own door, so that the processes without it do not load its framework. `bin/office.ts` comes in
 * here; routes take the types.
 */
export { type Http, type HttpOptions, type HttpRequest, buildHttp } from './application.ts';
export { type HealthRoutes, type ProcessState, healthRoutes } from './health-routes.ts';
