package dev.millrace.benchmark.slice;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a JVM of its own, with the options that ./millrace serve gives it. */
record ServerProcess(Process process, URI address) implements AutoCloseable {

  static ServerProcess start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms64m", "-Xmx1g", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    String port = process.inputReader().readLine();
    if (port == null) {
      throw new IOException(main.getSimpleName() + " did not start");
    }
    return new ServerProcess(process, URI.create("http://127.0.0.1:" + port));
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
  }

  /** Says which program has to be installed. */
  static void require(String program, String remedy) {
    if (!Bench.installed(program)) {
      throw new Benchmark.Unable("there is no '" + program + "' on the PATH; " + remedy);
    }
  }
}
