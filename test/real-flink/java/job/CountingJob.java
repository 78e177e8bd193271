package job;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Counts numbers that it makes itself, in state. Arguments: {@code --name NAME}, {@code --throw-at N} (throws at
 * that number; never without it).
 */
public final class CountingJob {
  private static final double NUMBERS_PER_SECOND = 200;
  private static final int KEYS = 16;

  private CountingJob() {}

  public static void main(String[] args) throws Exception {
    List<String> arguments = Arrays.asList(args);
    long throwAt = Long.parseLong(valueOf(arguments, "--throw-at", "-1"));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.fromSource(
            new DataGeneratorSource<>(
                new Numbers(),
                Long.MAX_VALUE,
                RateLimiterStrategy.perSecond(NUMBERS_PER_SECOND),
                Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .keyBy(value -> value % KEYS)
        .process(new Count(throwAt))
        .name("count")
        .uid("count")
        .sinkTo(new DiscardingSink<>())
        .name("discard")
        .uid("discard");
    env.execute(valueOf(arguments, "--name", "counting"));
  }

  private static String valueOf(List<String> arguments, String name, String otherwise) {
    int at = arguments.indexOf(name);
    return at < 0 ? otherwise : arguments.get(at + 1);
  }
}
