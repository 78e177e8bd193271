package job;

import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.metrics.Counter;

/**
 * One number after the other. It counts them as records that came in, as the sources of the connectors do and the
 * generator by itself does not.
 */
final class Numbers implements GeneratorFunction<Long, Long> {
  private static final long serialVersionUID = 1L;

  private transient Counter recordsIn;

  @Override
  public void open(SourceReaderContext context) {
    recordsIn = context.metricGroup().getIOMetricGroup().getNumRecordsInCounter();
  }

  @Override
  public Long map(Long index) {
    recordsIn.inc();
    return index;
  }
}
