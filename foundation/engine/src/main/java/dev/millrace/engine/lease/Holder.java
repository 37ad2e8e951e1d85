package dev.millrace.engine.lease;

import dev.millrace.core.value.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds a run's lease: an engine in a process on a machine, written {@code
 * host/pid/start/engine}. A process id alone would not do, since systems use them again; with the
 * process' start time it names one process for good.
 *
 * @param start when the process started, in milliseconds since the epoch; 0 where the system does
 *     not tell
 * @param engine tells the engines of one process apart
 */
public record Holder(String host, long pid, long start, String engine) {

  private static final String HOST = hostName();
  private static final ProcessHandle SELF = ProcessHandle.current();
  private static final long SELF_START = startOf(SELF);
  private static final Pattern WRITTEN = Pattern.compile("(.+)/(\\d+)/(\\d+)/([^/]+)");

  /** Start times are derived from the boot time, which the system adjusts by up to a second. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  public static Holder here(Instant now) {
    return new Holder(HOST, SELF.pid(), SELF_START, Id.at(now).brief());
  }

  /** Reads the written form; empty if the text is something else. */
  static Optional<Holder> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Holder(
                matcher.group(1),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                matcher.group(4)))
        : Optional.empty();
  }

  /** True only if it is certain: a process of another machine is never known to be dead. */
  boolean dead() {
    if (!host.equals(HOST)) {
      return false;
    }
    if (pid == SELF.pid() && sameStart(SELF_START)) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process.isEmpty() || !sameStart(startOf(process.get()));
  }

  /** For people. */
  String words() {
    return "process " + pid + " on " + host;
  }

  @Override
  public String toString() {
    return host + "/" + pid + "/" + start + "/" + engine;
  }

  private boolean sameStart(long other) {
    return start == 0 || other == 0 || Math.abs(start - other) <= TOLERANCE.toMillis();
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      // No such file outside Linux; a home is then shared with other machines at most by intent.
      return "localhost";
    }
  }
}
