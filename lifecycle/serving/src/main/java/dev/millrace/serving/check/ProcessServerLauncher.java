package dev.millrace.serving.check;

import dev.millrace.core.port.ServerLauncher;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts {@link ServeBundle} with the Java that runs this and the same class path, of which a
 * server loads only serving, model and core. What this process finds loaded ahead of time, the
 * server finds too.
 */
public final class ProcessServerLauncher implements ServerLauncher {

  private static final List<String> JVM_OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1g");

  private static final String AHEAD_OF_TIME = "-XX:AOTCache=";

  /** Without a word should the cache not fit: it is no part of what is checked. */
  private static final List<String> QUIET_ABOUT_IT = List.of("-Xlog:aot*=off", "-Xlog:cds*=off");

  @Override
  public Server launch(Path bundle, String modelName, Duration timeout)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(bundle, modelName))
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    OutputTail errors = OutputTail.of(process.getErrorStream());
    boolean ready = false;
    try {
      URI address = address(process, timeout, errors);
      ready = true;
      return new ServerProcess(process, address, errors);
    } finally {
      if (!ready) {
        ServerProcess.end(process);
      }
    }
  }

  private static List<String> command(Path bundle, String modelName) {
    String java = String.join(File.separator, System.getProperty("java.home"), "bin", "java");
    List<String> server =
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            ServeBundle.class.getName(),
            bundle.toAbsolutePath().toString(),
            modelName,
            "0");
    List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
    return Stream.of(List.of(java), JVM_OPTIONS, aheadOfTime(options), server)
        .flatMap(List::stream)
        .toList();
  }

  /**
   * The cache of classes loaded ahead of time that a Java of these options uses, as options for one
   * of the same class path; none if it uses none.
   */
  static List<String> aheadOfTime(List<String> options) {
    return options.stream()
        .filter(option -> option.startsWith(AHEAD_OF_TIME))
        .reduce((_, last) -> last)
        .map(cache -> Stream.concat(Stream.of(cache), QUIET_ABOUT_IT.stream()).toList())
        .orElse(List.of());
  }

  /** What the process prints once it is ready. */
  private static URI address(Process process, Duration timeout, OutputTail errors)
      throws IOException, InterruptedException {
    CompletableFuture<@Nullable String> line = firstLine(process);
    try {
      @Nullable String address = line.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (address != null) {
        return URI.create(address);
      }
      throw new IOException("the server ended before it was ready: " + errors.whole());
    } catch (TimeoutException e) {
      throw new IOException(
          "the server was not ready within "
              + Latency.ofNanos(timeout.toNanos())
              + ": "
              + errors.soFar(),
          e);
    } catch (ExecutionException e) {
      throw new IOException("the server's output broke off: " + errors.soFar(), e);
    }
  }

  private static CompletableFuture<@Nullable String> firstLine(Process process) {
    CompletableFuture<@Nullable String> line = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try (BufferedReader reader =
                  new BufferedReader(
                      new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                line.complete(reader.readLine());
                reader.skip(Long.MAX_VALUE); // so that the process never waits to be read
              } catch (IOException | UncheckedIOException e) {
                line.completeExceptionally(e);
              }
            });
    return line;
  }
}
