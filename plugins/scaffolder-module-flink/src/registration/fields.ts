import { FlinkApplicationPicker } from '../application/FlinkApplicationPicker';
import { FlinkDataSink, FlinkDataSource } from '../data/FlinkDataEndpoint';
import { validateSink, validateSource } from '../data/validateEndpoint';
import { FlinkJobName } from '../job/FlinkJobName';
import { validateJobName } from '../job/validateJobName';
import { FlinkRepository } from '../repository/FlinkRepository';
import { validateRepository } from '../repository/validateRepository';
import { FlinkSize } from '../size/FlinkSize';
import { validateLoad } from '../size/validateLoad';
import { FlinkEnvironments } from '../target/FlinkEnvironments';
import { FlinkNamespace } from '../target/FlinkNamespace';
import { FlinkRegion } from '../target/FlinkRegion';
import { FlinkVersion } from '../target/FlinkVersion';
import { validateEnvironments } from '../target/validateEnvironments';

/** Every field by the name that templates give as `ui:field`. */
export const FIELDS = {
  FlinkJobName: { component: FlinkJobName, validation: validateJobName },
  FlinkEnvironments: {
    component: FlinkEnvironments,
    validation: validateEnvironments,
  },
  FlinkRegion: { component: FlinkRegion },
  FlinkNamespace: { component: FlinkNamespace },
  FlinkVersion: { component: FlinkVersion },
  FlinkDataSource: { component: FlinkDataSource, validation: validateSource },
  FlinkDataSink: { component: FlinkDataSink, validation: validateSink },
  FlinkSize: { component: FlinkSize, validation: validateLoad },
  FlinkRepository: {
    component: FlinkRepository,
    validation: validateRepository,
  },
  FlinkApplicationPicker: { component: FlinkApplicationPicker },
} as const;
