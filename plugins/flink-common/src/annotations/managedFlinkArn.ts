// Source: IAM, "Amazon Resource Names" and the service authorization reference of Kinesis Analytics V2:
// arn:${Partition}:kinesisanalytics:${Region}:${Account}:application/${ApplicationName}
const MANAGED_FLINK_ARN =
  /^arn:aws(?:-[a-z]+)*:kinesisanalytics:[a-z]{2,}(?:-[a-z0-9]+)+:\d{12}:application\/[a-zA-Z0-9_.-]{1,128}$/;

/** Whether the text is the ARN of an application on the managed service, in any AWS partition. */
export function isManagedFlinkArn(text: string): boolean {
  return MANAGED_FLINK_ARN.test(text);
}
