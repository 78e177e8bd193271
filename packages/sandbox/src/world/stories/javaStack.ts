/** Writes `at` lines and causes the way the JVM prints them. */
export function javaStack(
  frames: readonly string[],
  cause?: { readonly first: string; readonly stack: string },
): string {
  const lines = frames.map(frame => `    at ${frame}`);
  if (cause) {
    lines.push(`Caused by: ${cause.first}`, cause.stack, '    ... 14 more');
  }
  return lines.join('\n');
}

/** The frames under every operator that runs in a Flink task thread. */
export const TASK_FRAMES: readonly string[] = [
  'org.apache.flink.streaming.runtime.tasks.StreamTask.processInput(StreamTask.java:638)',
  'org.apache.flink.streaming.runtime.tasks.mailbox.MailboxProcessor.runMailboxLoop(MailboxProcessor.java:231)',
  'org.apache.flink.streaming.runtime.tasks.StreamTask.runMailboxLoop(StreamTask.java:973)',
  'org.apache.flink.streaming.runtime.tasks.StreamTask.invoke(StreamTask.java:917)',
  'org.apache.flink.runtime.taskmanager.Task.runWithSystemExitMonitoring(Task.java:970)',
  'org.apache.flink.runtime.taskmanager.Task.doRun(Task.java:763)',
  'org.apache.flink.runtime.taskmanager.Task.run(Task.java:575)',
  'java.base/java.lang.Thread.run(Thread.java:840)',
];
