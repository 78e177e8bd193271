# shellcheck shell=bash
# What bin/deploy and bin/rollback share: reading one application, and changing it until it has come to rest.
# Needs: app (the application's name), region, poll (seconds between looks).
: "${app:?}" "${region:?}" "${poll:?}"

k() {
  aws kinesisanalyticsv2 "$@" --region "$region" --application-name "$app" --output text
}

CODE=ApplicationDetail.ApplicationConfigurationDescription.ApplicationCodeConfigurationDescription
LOCATION=$CODE.CodeContentDescription.S3ApplicationCodeLocationDescription

status() { k describe-application --query ApplicationDetail.ApplicationStatus; }
live_key() { k describe-application --query "$LOCATION.FileKey"; }
live_runtime() { k describe-application --query ApplicationDetail.RuntimeEnvironment; }
version_id() { k describe-application --query ApplicationDetail.ApplicationVersionId; }

say() { echo "$(date -u +%H:%M:%S) $*"; }

# wait_operation OPERATION: prints how the operation ended. The status alone would not do: after an update that
# failed and was taken back, the application is RUNNING.
wait_operation() {
  local state
  for _ in $(seq 1 "${WAIT_CHECKS:-180}"); do
    state=$(k describe-application-operation --operation-id "$1" --query ApplicationOperationInfoDetails.OperationStatus) ||
      state=IN_PROGRESS # one look that failed says nothing about the operation
    case $state in
      IN_PROGRESS) sleep "$poll" ;;
      *)
        echo "$state"
        return
        ;;
    esac
  done
  echo TIMED_OUT
}

# wait_status STATUS…: waits until the status is one of these; prints the last one seen.
wait_status() {
  local now=
  for _ in $(seq 1 "${WAIT_CHECKS:-180}"); do
    now=$(status) || now=UNKNOWN
    case " $* " in
      *" $now "*) break ;;
    esac
    sleep "$poll"
  done
  echo "$now"
}

# take_snapshot NAME: fails unless the snapshot is READY in the end.
take_snapshot() {
  local state=CREATING
  k create-application-snapshot --snapshot-name "$1"
  for _ in $(seq 1 "${WAIT_CHECKS:-180}"); do
    state=$(k describe-application-snapshot --snapshot-name "$1" --query SnapshotDetails.SnapshotStatus) ||
      state=CREATING
    [ "$state" = CREATING ] || break
    sleep "$poll"
  done
  if [ "$state" != READY ]; then
    echo "Snapshot $1 is $state: nothing was changed. docs/runbook.md#checkpoint-failures" >&2
    return 1
  fi
}

# update_code KEY RUNTIME: prints the operation's id. Refused by the service when somebody changed the application
# since the token was read.
update_code() {
  local token
  token=$(k describe-application --query ApplicationDetail.ConditionalToken)
  k update-application --conditional-token "$token" --runtime-environment-update "$2" \
    --application-configuration-update \
    "{\"ApplicationCodeConfigurationUpdate\":{\"CodeContentUpdate\":{\"S3ContentLocationUpdate\":{\"FileKeyUpdate\":\"$1\"}}}}" \
    --run-configuration-update \
    "{\"FlinkRunConfiguration\":{\"AllowNonRestoredState\":${ALLOW_NON_RESTORED_STATE:-false}}}" \
    --query OperationId
}

# start_from LATEST | start_from SNAPSHOT: prints how the start ended.
start_from() {
  local restore='{"ApplicationRestoreType":"RESTORE_FROM_LATEST_SNAPSHOT"}' operation
  if [ "$1" != LATEST ]; then
    restore="{\"ApplicationRestoreType\":\"RESTORE_FROM_CUSTOM_SNAPSHOT\",\"SnapshotName\":\"$1\"}"
  fi
  operation=$(k start-application --query OperationId --run-configuration \
    "{\"ApplicationRestoreConfiguration\":$restore,\"FlinkRunConfiguration\":{\"AllowNonRestoredState\":${ALLOW_NON_RESTORED_STATE:-false}}}") || {
    echo REFUSED
    return
  }
  wait_operation "$operation"
}

# roll_back: lets the service go back one version; fails unless it did. Legal in RUNNING, UPDATING and AUTOSCALING.
roll_back() {
  local version operation result
  version=$(version_id)
  operation=$(k rollback-application --current-application-version-id "$version" --query OperationId) || return 1
  result=$(wait_operation "$operation")
  say "Rollback $operation: $result; live: $(live_key)"
  [ "$result" = SUCCESSFUL ]
}

why_failed() {
  k describe-application-operation --operation-id "$1" \
    --query ApplicationOperationInfoDetails.OperationFailureDetails.ErrorInfo.ErrorString >&2 || true
}

alarm_state() {
  aws cloudwatch describe-alarms --region "$region" --alarm-names "$1" --alarm-types CompositeAlarm \
    --query 'CompositeAlarms[0].StateValue' --output text
}

# bake: watches <app>-bake for a while; fails when it rings. A successful operation can still leave a job that
# restarts for ever, which the service does not roll back.
bake() {
  local state
  for _ in $(seq 1 "${BAKE_CHECKS:-60}"); do
    sleep "$poll"
    state=$(alarm_state "$app-bake") || state=UNKNOWN
    if [ "$state" = ALARM ]; then
      echo "$app-bake is in ALARM: the job does not run well. docs/runbook.md#bake" >&2
      return 1
    fi
  done
  say "Baked"
}
