package tether;

import java.io.IOException;
import java.util.Arrays;

/**
 * Runs another main class for as long as standard input is open: whoever started this process holds the other
 * end, and the system closes it however that process ends. So nothing of Flink outlives a killed test.
 */
public final class Tethered {
  private Tethered() {}

  public static void main(String[] args) throws Exception {
    Thread watcher = new Thread(Tethered::endWithStandardInput, "tether");
    watcher.setDaemon(true);
    watcher.start();
    Class.forName(args[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
  }

  private static void endWithStandardInput() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; only the end counts.
      }
    } catch (IOException gone) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(130);
  }
}
