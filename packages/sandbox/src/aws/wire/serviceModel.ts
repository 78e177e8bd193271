import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ServiceModel } from './shape';

/** The three services the listener speaks for, by the folder of their model. */
export type ServiceName = 'kinesisanalyticsv2' | 'cloudwatch' | 'logs';

const loaded = new Map<ServiceName, ServiceModel>();

/** AWS's own model of a service, from `models/` (botocore, Apache-2.0). */
export function serviceModel(service: ServiceName): ServiceModel {
  const known = loaded.get(service);
  if (known) {
    return known;
  }
  // The package is private and always runs from its sources.
  // eslint-disable-next-line no-restricted-syntax
  const path = resolve(__dirname, '../../../models', service, 'service-2.json');
  const model = JSON.parse(readFileSync(path, 'utf8')) as ServiceModel;
  loaded.set(service, model);
  return model;
}
