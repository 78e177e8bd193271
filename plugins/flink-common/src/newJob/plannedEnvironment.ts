import { formatApplicationId } from '../model/ApplicationId';
import type { PlatformStandards, StandardEnvironment } from '../standards';
import type { DataSink, DataSource } from './DataEndpoint';
import type { PlannedEnvironment } from './JobPlan';
import { networkReason } from './networkReason';
import type { NewJobForm } from './NewJobForm';
import { placeOf } from './placeOf';
import {
  arnOf,
  movedTo,
  plannedSink,
  plannedSource,
  staysOpen,
} from './plannedEndpoints';

/**
 * What a job is in one environment. Source and sink are asked for once, for the first; others have them at the same
 * name in their own place, as far as a name tells.
 */
export function plannedEnvironment(
  form: NewJobForm,
  environment: StandardEnvironment,
  isFirst: boolean,
  standards: PlatformStandards,
): PlannedEnvironment {
  const place = placeOf(form, environment)!;
  const source = isFirst ? form.source : moved(form.source, place);
  const sink = isFirst ? form.sink : moved(form.sink, place);
  const alarmTopicArn = environment.alarmTopics[place.region];
  const common = {
    name: environment.name,
    production: environment.production,
    accountId: place.accountId,
    region: place.region,
    logRetentionDays: environment.logRetentionDays,
    maxParallelism: environment.maxParallelism,
    ...(alarmTopicArn ? { alarmTopicArn } : {}),
    source: plannedSource(source, form.name),
    sink: plannedSink(sink),
    open: isFirst
      ? []
      : [
          staysOpen(form.source, 'source', environment.name),
          staysOpen(form.sink, 'sink', environment.name),
        ].filter(sentence => sentence !== undefined),
  };
  if (form.target === 'managed') {
    const { deployRole, regions } = environment.managed!;
    const { artifactBucket, kmsKey, network } = regions[place.region];
    const needsNetwork = networkReason(form, standards) !== undefined;
    return {
      ...common,
      managed: {
        applicationArn: `arn:aws:kinesisanalytics:${place.region}:${place.accountId}:application/${form.name}`,
        artifactBucket,
        deployRole,
        ...(kmsKey ? { kmsKey } : {}),
        ...(network && needsNetwork ? { network } : {}),
      },
      applicationId: formatApplicationId({
        runtime: 'managed',
        accountId: place.accountId,
        region: place.region,
        name: form.name,
      }),
    };
  }
  const cluster = environment.eks!.clusters[0];
  return {
    ...common,
    eks: {
      cluster: cluster.name,
      namespace: form.namespace!,
      stateBucket: cluster.stateBucket,
      oidcProvider: cluster.oidcProvider,
      imageRepository: `${cluster.imageRegistry}/${form.name}`,
    },
    applicationId: formatApplicationId({
      runtime: 'kubernetes',
      cluster: cluster.name,
      namespace: form.namespace!,
      name: form.name,
    }),
  };
}

function moved<E extends DataSource | DataSink>(
  endpoint: E,
  place: { readonly region: string; readonly accountId: string },
): E {
  const arn = arnOf(endpoint);
  if (arn === undefined) {
    return endpoint;
  }
  const there = movedTo(arn, place);
  switch (endpoint.kind) {
    case 'kinesis':
      return { ...endpoint, streamArn: there };
    case 'msk':
      return { ...endpoint, clusterArn: there };
    default:
      return { ...endpoint, deliveryStreamArn: there };
  }
}
