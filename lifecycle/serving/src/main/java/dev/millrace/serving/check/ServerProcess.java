package dev.millrace.serving.check;

import dev.millrace.core.port.ServerLauncher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server in a process of its own.
 *
 * @param errors what it writes beside its address
 */
record ServerProcess(Process process, URI address, OutputTail errors)
    implements ServerLauncher.Server {

  private static final int SECONDS_TO_LEAVE = 5;

  /** A connection breaks off a moment before its process is gone. */
  private static final int MILLIS_TO_BE_GONE = 500;

  @Override
  public long residentBytes() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // not Linux, or already gone
    }
  }

  @Override
  public Optional<String> ended() throws InterruptedException {
    return process.waitFor(MILLIS_TO_BE_GONE, TimeUnit.MILLISECONDS)
        ? Optional.of("exit code " + process.exitValue() + "; " + errors.whole())
        : Optional.empty();
  }

  @Override
  public void close() {
    end(process);
  }

  /**
   * Closes its input, which it takes as the sign to leave; ends it and its children if it stays.
   */
  static void end(Process process) {
    try {
      process.getOutputStream().close();
      if (process.waitFor(SECONDS_TO_LEAVE, TimeUnit.SECONDS)) {
        return;
      }
    } catch (IOException _) {
      // It cannot be told to leave, so it is ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process
        .destroyForcibly()
        .onExit()
        .completeOnTimeout(process, SECONDS_TO_LEAVE, TimeUnit.SECONDS)
        .join();
  }
}
