package dev.millrace.engine.process;

import dev.millrace.core.error.UserError;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program from its start until everything of it is gone. It is done when its own process is: what
 * that has left running may say a last word, and is ended then.
 */
final class RunningProgram implements AutoCloseable {

  /** With all writers gone, what is in the pipe is read at once. */
  private static final Duration READING = Duration.ofSeconds(5);

  private static final int CHUNK = 1 << 16;

  /** The system's words within the platform's. */
  private static final Pattern REASON = Pattern.compile("error[:=] ?\\d+,? \\(?([^()]+)");

  private final Process process;
  private final ProcessTree tree;
  private final Runnable elsewhere;

  /** Of a program whose file is busy: for a second in all. */
  private static final int STARTS = 100;

  private static final Duration BETWEEN_STARTS = Duration.ofMillis(10);

  /** ETXTBSY, by its number, since its words are in the language of the machine. */
  private static final String BUSY = "error: 26 ";

  private final Patience patience;
  private final Output output;
  private final OutputPipe pipe;
  private final Thread reader;
  private boolean ended;

  private RunningProgram(
      Started started, ProcessTree tree, Runnable elsewhere, Patience patience, Output output) {
    this.process = started.process();
    this.pipe = started.pipe();
    this.tree = tree;
    this.elsewhere = elsewhere;
    this.patience = patience;
    this.output = output;
    this.reader = Thread.ofPlatform().daemon().name("output of " + process.pid()).start(this::read);
  }

  static RunningProgram start(
      Order order, Slip slip, ProcessTable table, Patience patience, Consumer<String> lines)
      throws IOException {
    OutputPipe pipe = OutputPipe.open();
    ProcessTree tree =
        new ProcessTree(table, new Marks(slip.variable(), order.scratch(), pipe), Set.of());
    Runnable elsewhere = new Ender(order.ender());
    try {
      LiveTrees.here().add(tree, elsewhere);
      Process process = start(order, slip.variable(), pipe);
      pipe.started();
      tree.started(process.toHandle());
      Started started = new Started(process, pipe);
      return new RunningProgram(started, tree, elsewhere, patience, new Output(lines));
    } catch (IOException | RuntimeException e) {
      tree.end(Duration.ZERO, () -> {});
      pipe.close();
      LiveTrees.here().remove(tree);
      throw e;
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Waits for the end. */
  Exit await() throws InterruptedException {
    int code = process.waitFor();
    int leftBehind = tree.awaitGone(patience.linger()) ? 0 : tree.end(patience.grace(), () -> {});
    ended = true;
    finishReading();
    return new Exit(code, output.lastLines(), leftBehind);
  }

  @Override
  public void close() {
    if (!ended) {
      tree.end(patience.grace(), elsewhere);
      finishReading();
    }
    LiveTrees.here().remove(tree);
  }

  private record Started(Process process, OutputPipe pipe) {}

  private static Process start(Order order, String variable, OutputPipe pipe) throws IOException {
    order.command().forEach(RunningProgram::refuseUnsayable);
    ProcessBuilder builder = new ProcessBuilder(order.command());
    builder.environment().clear();
    builder.environment().putAll(order.environment());
    int equals = variable.indexOf('=');
    builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
    builder.directory(order.directory().toFile());
    builder.redirectInput(Redirect.from(new File("/dev/null"))).redirectErrorStream(true);
    try {
      return startWhenFree(builder.redirectOutput(pipe.target()));
    } catch (IOException e) {
      throw cannotStart(order, e);
    }
  }

  /**
   * A file that was just written is busy while a process that another thread starts at that moment,
   * and that has its parent's files until it is a program of its own, holds it open for writing.
   */
  private static Process startWhenFree(ProcessBuilder builder) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return builder.start();
      } catch (IOException e) {
        if (attempt == STARTS || !String.valueOf(e.getMessage()).contains(BUSY)) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_STARTS.toNanos());
      }
    }
  }

  /** What the operating system, or the Java platform on the way to it, would change or refuse. */
  private static void refuseUnsayable(String argument) {
    if (argument.indexOf('\0') >= 0) {
      throw UserError.failure(
              "an argument has the character NUL in it, which no program can be given: "
                  + argument.replace('\0', '\uFFFD'))
          .hint("give the value in a file, as an artifact");
    }
    Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    if (!charset.equals(StandardCharsets.UTF_8)
        && !new String(argument.getBytes(charset), charset).equals(argument)) {
      throw UserError.failure(
              "the argument '" + argument + "' cannot be given to a program in " + charset)
          .hint("start Millrace with LC_ALL=C.UTF-8 in its environment");
    }
  }

  private static UserError cannotStart(Order order, IOException cause) {
    String program = order.command().getFirst();
    Matcher reason = REASON.matcher(String.valueOf(cause.getMessage()));
    String why = reason.find() ? reason.group(1) : String.valueOf(cause.getMessage());
    return UserError.failure("the program " + program + " cannot be started: " + why)
        .hint(
            switch (why) {
              case "Exec format error" ->
                  "a script begins with the line that names its interpreter, such as #!/bin/sh";
              case "Argument list too long" -> "give large values in files, as artifacts";
              default -> "try it by hand";
            })
        .causedBy(cause);
  }

  private void read() {
    byte[] chunk = new byte[CHUNK];
    try (InputStream said = pipe.read()) {
      for (int n = said.read(chunk); n >= 0; n = said.read(chunk)) {
        output.add(chunk, n);
      }
    } catch (ClosedChannelException e) {
      // What could not be ended holds the pipe; nobody waits for it any longer.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      output.end();
    }
  }

  private void finishReading() {
    boolean interrupted = Thread.interrupted();
    try {
      if (!reader.join(READING)) {
        pipe.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
