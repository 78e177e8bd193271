/** What a person needs to know of a rule beyond what the code says. @public */
export interface RuleGuide {
  readonly means: string;
  readonly confirm: string;
  readonly act: string;
  /** Where the limit comes from. */
  readonly limit: string;
}

const STATED = 'None: it holds as soon as the runtime states it.';
const AWS_ALARMS =
  'AWS, "Use CloudWatch Alarms with Amazon Managed Service for Apache Flink"';

/** By the rule's id. Only documentation reads it; a browser loads it with the page of the rules and not before. @public */
export const RULES_GUIDE: Readonly<Record<string, RuleGuide>> = {
  'ha-metadata-lost': {
    means:
      'The high-availability metadata from which a job is recovered is gone. The operator will not start the job again by itself, because it could begin with the wrong state.',
    confirm:
      'The status of the FlinkDeployment says "HA metadata not available"; its ConfigMaps are missing.',
    act: 'Choose the newest savepoint or retained checkpoint and redeploy from it (`spec.job.initialSavepointPath` with a new `savepointRedeployNonce`).',
    limit: STATED,
  },
  'state-not-restored': {
    means:
      'The job began from nothing after a change that should have kept its state. It runs, checkpoints and looks well, and what it computes is wrong.',
    confirm:
      '`/jobs/:id/checkpoints` of Flink’s REST API says `counts.restored` 0.',
    act: 'Stop the job, choose the newest savepoint or checkpoint of before, and redeploy from it. Expect that sinks have seen wrong results.',
    limit:
      'None: no checkpoint was restored, upgrade mode is not `stateless`, and there was state before (a snapshot, a checkpoint, or an earlier run). Source: health model of operated Flink jobs (FLINK-39270, FLINK-35857). It ends with the next start that restores.',
  },
  'image-pull-failed': {
    means:
      'A container waits for an image that cannot be pulled. With the JobManager nothing runs; with a TaskManager there is less capacity.',
    confirm: '`kubectl describe pod` shows ErrImagePull or ImagePullBackOff.',
    act: 'Check tag, registry policy, pull secret, and the image’s processor architecture.',
    limit: `${STATED} Degraded while the job runs, else Unhealthy.`,
  },
  'access-denied': {
    means:
      'Either the application was refused by a service it needs, or the portal was refused when it read a part of the application. The message says which. A part that only the portal lacks does not worsen the verdict; without metrics the health of a running application is Unknown.',
    confirm:
      'The message names the permission. For the application, look for AccessDenied in its exceptions.',
    act: 'Grant the permission to the role that the message names.',
    limit: STATED,
  },
  'task-manager-out-of-memory': {
    means:
      'A TaskManager was killed because its memory ran out. Restarts and lag usually follow from it.',
    confirm:
      'The container’s last state is OOMKilled (137), or the exceptions name OutOfMemoryError.',
    act: 'Look at state size and skew; then raise the process memory, or lower the share of managed memory. On the managed service lower ParallelismPerKPU: autoscaling looks at CPU only.',
    limit: STATED,
  },
  'task-manager-pending': {
    means: 'A TaskManager pod finds no node.',
    confirm: '`kubectl describe pod` shows FailedScheduling.',
    act: 'Check quota, node groups, spot capacity, selectors and tolerations.',
    limit: `${STATED} Unhealthy when the application does not run and has had the time that a change takes, else Degraded.`,
  },
  'job-manager-down': {
    means:
      'The JobManager does not run. The operator may go on to call the application STABLE, as that word is about the deployment and not about now.',
    confirm:
      '`jobManagerDeploymentStatus` is ERROR or MISSING; the pod is in CrashLoopBackOff.',
    act: 'Read the log of the previous container: configuration, memory, missing file system plugins, missing images.',
    limit: STATED,
  },
  'leadership-lost': {
    means:
      'Flink itself suspended the job, as its JobManager lost the leadership and none took over. This is not the suspending that a person asks for.',
    confirm:
      'The job’s status in Flink is SUSPENDED while the application should run.',
    act: 'Look at the leader election’s store (ConfigMaps, ZooKeeper) and at the JobManager’s log; restart the JobManager.',
    limit:
      'Two minutes. Source: health model of operated Flink jobs (FLINK-34007).',
  },
  'no-job': {
    means:
      'The application is said to run and Flink lists no job. A stable deployment can stand so after a recovery that could not take up its job again.',
    confirm: '`/jobs/overview` of Flink’s REST API is empty.',
    act: 'Redeploy from the newest savepoint or checkpoint.',
    limit:
      'Two minutes. Source: health model of operated Flink jobs (FLINK-41157).',
  },
  'session-cluster-not-ready': {
    means: 'The session cluster that should run the job is not ready.',
    confirm: 'The session cluster’s own findings.',
    act: 'Repair the session cluster; its jobs follow.',
    limit: STATED,
  },
  'session-job-lost': {
    means:
      'The session cluster restarted without high availability and forgot the job.',
    confirm: 'The session job’s error says "Job Not Found".',
    act: 'Submit the job again from its newest savepoint; turn on high availability.',
    limit: STATED,
  },
  'suspended-but-running': {
    means:
      'The application is suspended and Flink runs its job: a JobManager without high availability was restarted and began the job from nothing.',
    confirm: 'Flink’s REST API lists a RUNNING job.',
    act: 'Cancel the job before you resume. Until then records may be processed twice.',
    limit: STATED,
  },
  'change-stalled': {
    means:
      'A change (deployment, scaling, stop) takes longer than it should. While it lasts, the rules about restarts, lag and outages rest.',
    confirm: 'The runtime’s own state and last error; events on Kubernetes.',
    act: 'If nothing moves, force-stop on the managed service, or roll the specification back. Both lose what came after the last checkpoint.',
    limit:
      'Twice the median of this application’s own changes of the same kind when five or more succeeded; else 5 min Degraded and 15 min Unhealthy, which is the operator’s readiness timeout and three times it (`changeExpectedMs`, `changeStalledMs`). Unless a tier sets these: on the managed service 10 min where it is not a start, from when on a transient status is stuck; on Kubernetes 10 min for a deletion and 15 min for a change of colour (10 min of `abort.grace-period` and 5 min to abort), both at worst Degraded.',
  },
  'change-failed': {
    means:
      'The newest change failed. If the application runs, it runs what was there before; if it stands still, it is not "stopped by somebody".',
    confirm: 'The operation’s failure on the timeline.',
    act: 'Correct the change and send it again.',
    limit:
      'None. It ends with the next change that succeeds; a snapshot is no change.',
  },
  'rolled-back': {
    means: 'The runtime took a change back by itself.',
    confirm:
      'The operations list a rollback that nobody asked for; the operator’s lifecycle state is ROLLED_BACK.',
    act: 'Find out why the new version did not come up before you deploy it again.',
    limit: 'None. It ends with the next change that succeeds.',
  },
  'spec-rejected': {
    means:
      'The newest specification was refused, or asks for a Flink version the operator does not support.',
    confirm:
      'A ValidationError event; `generation` above `observedGeneration`.',
    act: 'Correct the specification.',
    limit: `${STATED} Degraded while the earlier specification runs, else Unhealthy.`,
  },
  'operator-silent': {
    means:
      'The operator does not act: it never saw the application (Unknown), or it does not work on the newest specification (Degraded).',
    confirm: 'The operator’s pod and its `watchNamespaces`.',
    act: 'Start the operator, or let it watch the namespace.',
    limit: STATED,
  },
  'scaling-limited': {
    means: 'The autoscaler met a quota, or scaling did not help.',
    confirm:
      'Events ScalingLimited, IneffectiveScaling or ResourceQuotaReached.',
    act: 'Raise the quota or the maximum parallelism, or fix the operator that does not scale.',
    limit: STATED,
  },
  'resource-pressure': {
    means:
      'CPU, heap, container memory or disk stays above its limit. It is a likely cause of restarts and lag that follow.',
    confirm:
      'Compare the largest with the mean over TaskManagers: a wide gap is skew.',
    act: 'For memory, more memory per task; for CPU, more parallelism; for disk, less state or more units; for skew, another key.',
    limit: `CPU 80 %, heap 90 %: ${AWS_ALARMS}. Container memory 85 % and disk 80 %: AWS agent toolkit. Three of three values (\`cpuPercent\`, \`heapPercent\`, \`containerMemoryPercent\`, \`diskPercent\`). Disk counts where something feeds it; in the background nothing does, as it would be one more metric to pay for.`,
  },
  'gc-pressure': {
    means:
      'A TaskManager spends its time on collecting the old generation. Records wait meanwhile, and heartbeats are missed next.',
    confirm:
      '`oldGenerationGCTime` rises by most of each minute; the heap stays full after a collection.',
    act: 'Find what fills the heap: state on the heap, large buffers, skew. Then give more memory per task.',
    limit: `60 % of the time, three of three values: ${AWS_ALARMS} (\`gcPercent\`). The managed service is asked for it on demand only, so there it is mostly not assessed.`,
  },
  backpressure: {
    means:
      'A part of the job is blocked by what comes after it. The bottleneck is the busiest part downstream, often the sink.',
    confirm:
      'In the graph: blocked parts upstream, one busy part, idle parts behind it.',
    act: 'Make the busy part faster: its sink, its key, its parallelism. More CPU does not help a part that waits for others.',
    limit:
      '500 ms of each second, three of three values. Source: AWS agent toolkit for Managed Flink (`backPressuredMsPerSecond`).',
  },
  'watermark-stalled': {
    means:
      'Event time stands still while records arrive. Windows do not close, timers do not fire, and state grows.',
    confirm:
      'The watermarks of the sources, one by one: the lowest is the one that waits.',
    act: 'Find the partition or the source without records, and declare it idle (`withIdleness`). A record with a wrong time far ahead looks alike afterwards: then everything is late.',
    limit: `15 min without progress while records arrive: starting value of this rule set (\`watermarkStalledForMs\`), after ${AWS_ALARMS} (distance of output and input watermark). A watermark that moves in steps may stand half as long again as it did in the stored hours. A job without event time has no watermark and is not assessed.`,
  },
  'job-failed': {
    means:
      'The job does not run although it should: it failed, was cancelled from outside, or the runtime says that the application failed.',
    confirm: 'The exceptions; on Kubernetes the newest JobException event.',
    act: 'Start with the first exception after the last completed checkpoint.',
    limit: STATED,
  },
  'job-ended': {
    means:
      'A job came to its end that is not declared as batch. By itself only a job with a bounded source ends, so this is information; a job with records waiting, or one that ended inside an application that runs on, is Degraded. FINISHED can also mean that somebody stopped the job with a savepoint past the runtime.',
    confirm: 'Whether the source is bounded, and who stopped the job.',
    act: 'Start it again if it should run; declare a workload that is meant to end as batch (`execution.runtime-mode: BATCH`).',
    limit:
      'Degraded when the newest lag is above its limit (`lagRecords`, `lagMs`), or when the timers `downtime` and `uptime` say -1 three times while the application runs. Source: AWS, "Metrics and dimensions" (-1 is a completed job); health model of operated Flink jobs (FINISHED is completed).',
  },
  'job-unreachable': {
    means: 'The runtime cannot reach the job it watches.',
    confirm: '`jobStatus.state` is RECONCILING; the REST port does not answer.',
    act: 'Check the JobManager and its network policies.',
    limit:
      'Unhealthy after 5 min. Source: starting value of this rule set; reconciling takes up to two minutes after a restart of the operator.',
  },
  'checkpoint-failing': {
    means: 'Checkpoints fail. The next failure would repeat more work.',
    confirm:
      'The checkpoint history: expired means backpressure or large state, declined means an operator or its storage.',
    act: 'Remove the backpressure; check access to the checkpoint storage.',
    limit: `Any failure in 15 min. Source: ${AWS_ALARMS} (rate of numberOfFailedCheckpoints above 0).`,
  },
  'checkpoint-missing': {
    means:
      'No checkpoint completed for too long. Where the runtime does not say when the last one completed, that is inferred from its duration and size, which repeat until the next, and which are not reported before the first; the finding says so.',
    confirm: 'The checkpoint history in Flink’s own dashboard.',
    act: 'Backpressure first, then state size and storage.',
    limit:
      'Degraded after 2 intervals and Unhealthy after 5, neither before 10 min: starting values of this rule set (`checkpointIntervalsDegraded`, `checkpointIntervalsUnhealthy`, `checkpointMinimumAgeMs`). The managed service checkpoints every 60 s unless told otherwise. Where it is only inferred and no failure is counted, at most Degraded; and nothing at all where duration and size stood still for as long before, or for longer than the checkpoint timeout (60 min, fixed on the managed service) while the job was up: a stuck checkpoint would have failed, so these are a small job’s.',
  },
  'checkpoint-slow': {
    means:
      'A checkpoint takes a large share of the time between two. The job catches its breath hardly ever, and soon checkpoints expire.',
    confirm:
      'The checkpoint history: alignment time means backpressure, upload time means state size or storage.',
    act: 'Remove the backpressure; look for state that is never cleared; then think about incremental or unaligned checkpoints.',
    limit:
      '50 % of the checkpoint interval, three of three values. Source: AWS agent toolkit for Managed Flink (`checkpointDurationPercent`). Without a known interval it is not assessed.',
  },
  'state-growing': {
    means:
      'The size of checkpoints grew all the time and never shrank. State without bounds makes checkpoints, stops and restores longer until they fail. It is information and does not count in the verdict: a job that has just more to do looks alike.',
    confirm:
      'The size over a week: state that has bounds flattens or follows the day.',
    act: 'Give every state a time to live, close windows, and look for keys that never come back.',
    limit: `20 % within two hours that only grew, in an application that runs for four: starting values of this rule set (\`stateGrowthPercent\`), after ${AWS_ALARMS} (growth of lastCheckpointSize).`,
  },
  'no-input': {
    means:
      'The application runs and reads nothing. Without lag the producer is the first suspect; with lag the application is.',
    confirm: 'The stream’s or topic’s own input metrics.',
    act: 'Ask the producer’s team; or check start position, access and idle partitions.',
    limit:
      '15 min without a record: starting value of this rule set (`noInputForMs`). A job whose operators are all chained reports zeros while it works; then the rule is not assessed. It rests during an outage and in a restart loop.',
  },
  'parallelism-differs': {
    means:
      'The job runs with another parallelism than was asked for. Autoscaling does that; so does a runtime that could not give what was asked. Cost follows what runs. It is information and does not count in the verdict.',
    confirm:
      'Asked and current parallelism in the configuration; autoscaling on the timeline.',
    act: 'Ask for the parallelism that is right, so that the next deployment does not undo it. Not while lag is above zero, if it is less than what runs.',
    limit: 'None: any difference between asked and current parallelism.',
  },
  'no-output': {
    means:
      'Records arrive and none leaves, although this application used to write. A window that never closes, a filter that lets nothing pass, or a sink that takes nothing looks like this.',
    confirm:
      'Records out of the operator before the sink; whether the watermark moves.',
    act: 'Look at the newest change first; then at the sink, and at what the application filters. An application that writes seldom by design is declared with the label or tag `flink-portal/output: sparse`.',
    limit: `5 min without a record while records arrive: ${AWS_ALARMS} (numRecordsOutPerSecond below its normal minimum); the time is a starting value of this rule set (\`noOutputForMs\`). Not assessed where no output was ever reported: a sink that counts nothing, and a job whose operators are all chained, report zero. A job that pauses by nature may pause half as long again as it did in the stored hours. Where less than the limit is known of the time before, silence must last three times as long.`,
  },
  'notebook-idle': {
    means: 'A notebook runs, costs money and does nothing.',
    confirm: 'CPU below 5 % all the time.',
    act: 'Stop it; notes are kept.',
    limit:
      '24 h with CPU below 5 %: starting value of this rule set (`notebookIdleMs`).',
  },
  'pod-restarts': {
    means: 'Containers of the application restarted lately.',
    confirm: '`kubectl get pods` and the log of the previous container.',
    act: 'Find out why the container ended.',
    limit: STATED,
  },
  outage: {
    means:
      'The job processes nothing now: it fails or restarts. 0 is a running job, -1 one that ended; only more is an outage. Some versions report 0 through a restart loop, so restarts are counted as well.',
    confirm:
      '`downtime` (Flink 1.x), or `restartingTime` and `failingTime` (from 2.2 on the managed service).',
    act: 'Start with the first exception after the last completed checkpoint.',
    limit: `Above 0: ${AWS_ALARMS}. Degraded in the first minute, as one restart passes through it; Unhealthy from then on. Planned operations do not count, while they last and for one minute more; meanwhile the application is Changing. At 0 a job whose uptime stays at 0 while no record flows is down as well: it waits for slots.`,
  },
  'restart-loop': {
    means:
      'The job restarts again and again without anybody asking. The counter begins anew with each submission; what it shows then is counted. Restarts within a planned operation do not count, nor does one after it, for as long again (2 to 10 min): meanwhile the application is Changing. A counter that begins anew together with the uptime, outside of any operation, is a restart.',
    confirm:
      '`numRestarts` (`fullRestarts` on Flink 1.x), or a falling `uptime`. The uptime is believed about a loop that the counter does not show, as `fullRestarts` leaves partial restarts out.',
    act: 'Start with the first exception after the last completed checkpoint. If the loop began with a deployment, roll back.',
    limit:
      'Unhealthy from 3 in 10 min, or from 6 in an hour while it goes on, as a job that takes minutes to start never makes three in ten; Degraded from 1 in an hour. Starting values of this rule set (`restartsPerTenMinutes`).',
  },
  'lag-high': {
    means: 'More waits in the source than the limit allows.',
    confirm: 'Compare input with output, and look for backpressure.',
    act: 'The sink first, then parallelism. Never scale down while lag is above zero.',
    limit:
      '200,000 records or 5 min, three of three values: starting values of this rule set; set them by tier (`lagRecords`, `lagMs`). `millisBehindLatest` -1 means "not reported". After a planned change lag that falls, and will be below the limit within two hours, is information: the job catches up.',
  },
  'lag-growing': {
    means: 'Lag is below its limit and only grows.',
    confirm: 'The chart of lag over the last hours.',
    act: 'If input rose, scale up; if output fell, look at the sink.',
    limit:
      'Growing in each sixth of 30 min, by a fifth in all: starting value of this rule set (`lagGrowingForMs`). Lag below 0.5 % of its limit is the size of a batch and does not count.',
  },
  'snapshot-failed': {
    means:
      'The newest snapshot or savepoint failed: there is no fresh state to restore from.',
    confirm: 'The snapshot’s failure.',
    act: 'Check that checkpoints complete and that the storage can be written.',
    limit: STATED,
  },
  unreadable: {
    means:
      'The application’s state cannot be read, so nothing can be said. Three readings may be missed before that; a single failed reading changes nothing.',
    confirm: 'The sources page: last good reading, error, next try.',
    act: 'Credentials, network, or the permission the message names.',
    limit: 'Three times the interval at which the source is read.',
  },
  unrecognized: {
    means: 'The runtime reports a state this version does not know.',
    confirm: 'The runtime’s own console.',
    act: 'Report the state’s name.',
    limit: 'None.',
  },
  'not-assessable': {
    means:
      'The application runs, and what would have to be known to call it Healthy is not: restarts, outages, checkpoints and changes always; every other metric once the application has reported it (until its next deployment, or for a day). In the first five minutes it is Changing instead. One that is stopped, and whose operations were never read, may have failed.',
    confirm: 'The list of rules that were not assessed, each with its reason.',
    act: 'Restore the missing data.',
    limit:
      'Values older than 7 min at the newest reading, or a newest reading older than 15 min, do not speak of now; nor do values older than 7 min once reading is denied or beyond the budget, nor those of an earlier run. What no vital rule reads may be missing for two minutes.',
  },
};
