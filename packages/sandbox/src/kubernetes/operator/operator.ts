import { World } from '../../world/types';
import { Registry } from '../api/registry';
import { KubernetesObject } from '../store/objects';
import { PodLogLine } from '../server/pod-log';
import { ProxiedRequest, ProxiedResponse } from '../server/service-proxy';

export class FlinkOperator {
  constructor(
    readonly world: World,
    readonly cluster: string,
    readonly registry: Registry,
  ) {}
  start() {}
  tick() {}
  leaveAlone(_object: KubernetesObject) {}
  restOf(
    _namespace: string,
    _service: string,
  ): ((request: ProxiedRequest) => ProxiedResponse) | undefined {
    return undefined;
  }
  podLogs(_n: string, _p: string, _f: number, _t: number): PodLogLine[] {
    return [];
  }
}
