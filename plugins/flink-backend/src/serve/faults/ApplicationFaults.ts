import {
  groupExceptions,
  type FirstFault,
  type Judgement,
  type KnownApplication,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FlinkRuntime } from '@flink-portal/backstage-plugin-flink-node';
import { lastObservation } from '../../judge/lastObservation';
import type {
  ExceptionGroup as ExceptionGroupOfApi,
  ExceptionsResponse,
} from '../../schema/openapi/generated/models';
import type { FaultStore } from '../../store/FaultStore';
import { toIso, type ApplicationRow } from '../../store/rows';
import {
  DEFAULT_FAULT_RANGE,
  faultSpanOf,
  type FaultRange,
} from '../../collect/faults/faultRanges';
import { firstFaultOfApplication } from '../../collect/faults/firstFaultOfApplication';
import type { RuntimeFaults } from '../../collect/faults/RuntimeFaults';

/** Answers what was written about an application's faults over a range. */
export class ApplicationFaults {
  constructor(
    private readonly store: FaultStore,
    private readonly runtimeFaults: RuntimeFaults,
    private readonly runtimeOf: (
      runtime: KnownApplication['application']['runtime'],
    ) => FlinkRuntime | undefined,
    private readonly now: () => number,
  ) {}

  async read(
    row: ApplicationRow,
    range: FaultRange = DEFAULT_FAULT_RANGE,
  ): Promise<ExceptionsResponse> {
    const known: KnownApplication = JSON.parse(row.known_json);
    const judgement: Judgement = JSON.parse(row.judgement_json);
    const span = faultSpanOf(range, this.now());
    const within = { from: toIso(span.fromMs), to: toIso(span.toMs) };
    const runtime = this.runtimeOf(known.application.runtime);
    if (!runtime?.readFaults) {
      return this.without(
        row.id,
        within,
        'The portal has no module that could read exceptions of this runtime.',
      );
    }
    const result = await this.runtimeFaults.read(
      { readFaults: runtime.readFaults.bind(runtime) },
      lastObservation(known),
      span,
    );
    if (!result.ok) {
      return this.without(row.id, within, `${result.message}.`);
    }
    const { answer } = result;
    return {
      ...within,
      completeFrom: toIso(answer.completeFromMs),
      firstFault: await this.orKept(
        row.id,
        firstFaultOfApplication(known, judgement, answer, span),
      ),
      groups: groupExceptions(answer.records).map(
        (group): ExceptionGroupOfApi => ({
          ...group,
          tasks: [...group.tasks],
          taskManagers: [...group.taskManagers],
          sources: [...group.sources],
        }),
      ),
      lookedIn: [...answer.lookedIn],
    };
  }

  private async without(
    applicationId: string,
    within: Pick<ExceptionsResponse, 'from' | 'to'>,
    reason: string,
  ): Promise<ExceptionsResponse> {
    return {
      ...within,
      firstFault: await this.orKept(applicationId, {
        status: 'unknown',
        reason,
      }),
      groups: [],
      lookedIn: [],
    };
  }

  /** What was found when the trouble began is better than what cannot be told any more. */
  private async orKept(
    applicationId: string,
    fault: FirstFault,
  ): Promise<ExceptionsResponse['firstFault']> {
    const kept =
      fault.status === 'unknown'
        ? await this.store.readCurrent(applicationId)
        : undefined;
    return kept ?? fault;
  }
}
