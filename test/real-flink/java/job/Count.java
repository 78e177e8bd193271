package job;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts per key and in all, and shows the latter as the metrics {@code counted} (with what was restored) and
 * {@code restoredCount} (only that): so a test sees through REST whether state came back.
 */
final class Count extends KeyedProcessFunction<Long, Long, Long> implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final long throwAt;
  private transient ValueState<Long> perKey;
  private transient ListState<Long> inAll;
  private transient long counted;
  private transient long restored;

  Count(long throwAt) {
    this.throwAt = throwAt;
  }

  @Override
  public void open(OpenContext context) {
    perKey = getRuntimeContext().getState(new ValueStateDescriptor<>("per-key", Types.LONG));
    getRuntimeContext().getMetricGroup().gauge("counted", (Gauge<Long>) () -> counted);
    getRuntimeContext().getMetricGroup().gauge("restoredCount", (Gauge<Long>) () -> restored);
  }

  @Override
  public void processElement(Long value, Context context, Collector<Long> out) throws Exception {
    if (throwAt >= 0 && value >= throwAt) {
      throw new IllegalStateException("Number " + value + " cannot be counted");
    }
    Long before = perKey.value();
    perKey.update(before == null ? 1L : before + 1);
    counted++;
    out.collect(perKey.value());
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    inAll = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("in-all", Types.LONG));
    for (Long count : inAll.get()) {
      restored += count;
    }
    counted = restored;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    inAll.clear();
    inAll.add(counted);
  }
}
