import type { JsonObject } from '@backstage/types';
import type { OperateContext } from '@flink-portal/backstage-plugin-flink-node';
import { KubernetesRequestError, type KubernetesWrites } from '../../transport';
import { isJsonObject } from '../patch/mergePatch';
import type { Call } from '../patch/callOf';
import type { Place } from '../target/Place';

/** Makes calls that change objects, each once. */
export class Writer {
  constructor(
    private readonly writes: KubernetesWrites,
    private readonly place: Place,
    private readonly context: OperateContext,
  ) {}

  /** @throws KubernetesRequestError, and the signal's own reason when it was aborted */
  async make(call: Call): Promise<JsonObject> {
    const { verb, resource } = call.subject;
    this.context.count(`${verb} ${resource.split('.')[0]}`);
    const answer = await this.writes.write({
      ...call,
      cluster: this.place.cluster,
      body: JSON.stringify(call.body),
      signal: this.context.signal,
    });
    if (isJsonObject(answer)) return answer;
    throw new KubernetesRequestError(
      'invalid',
      `Cluster "${this.place.cluster}" answered ${verb} ${resource} with something that is no object.`,
    );
  }
}
