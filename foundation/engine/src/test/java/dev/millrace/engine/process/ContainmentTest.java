package dev.millrace.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that behave badly, each in its own way. */
@Isolated("last words must come before the platform closes the pipe of a program that has ended")
class ContainmentTest {

  private static final Patience PATIENCE =
      new Patience(Duration.ofMillis(200), Duration.ofMillis(300));

  /** For programs that end by themselves, however busy the machine is. */
  private static final Patience LONG = new Patience(Duration.ofMinutes(1), Duration.ofMinutes(1));

  @TempDir Path directory;
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private Optional<Script> script = Optional.empty();
  private Containment containment;
  private Path slips;

  @BeforeEach
  void open() {
    slips = directory.resolve("slips");
    containment = withPatience(PATIENCE);
  }

  private Containment withPatience(Patience patience) {
    return new Containment(slips, ProcessTable.ofThisSystem(), patience);
  }

  @AfterEach
  void killAll() throws IOException {
    if (script.isPresent()) {
      script.get().killAll();
    }
  }

  private Script script(String body) throws IOException {
    Script made = Script.of(directory, body);
    script = Optional.of(made);
    return made;
  }

  private Exit run(Script script, String... arguments) throws Exception {
    return containment.run(script.order(arguments), said::add);
  }

  /** Runs a script until it says {@code ready}, and interrupts whoever runs it. */
  private void runAndInterrupt(Script script) throws Exception {
    CountDownLatch ready = new CountDownLatch(1);
    List<Throwable> thrown = new ArrayList<>();
    Thread runner =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    containment.run(
                        script.order(),
                        line -> {
                          said.add(line);
                          if (line.equals("ready")) {
                            ready.countDown();
                          }
                        });
                  } catch (IOException | InterruptedException e) {
                    thrown.add(e);
                  }
                });
    ready.await();
    runner.interrupt();
    runner.join();
    assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
  }

  @Test
  void run_goodProgram_givesItsLinesInOrderAndItsCode() throws Exception {
    Exit exit = run(script("echo one; echo two >&2; printf 'three'; exit 7"));

    assertThat(exit).isEqualTo(new Exit(7, List.of("one", "two", "three"), 0));
    assertThat(said).containsExactly("one", "two", "three");
    assertThat(slips).isEmptyDirectory();
  }

  @Test
  void run_programWhoseFileIsBusyForAWhile_startsWhenItIsFree() throws Exception {
    Script made = script("echo free");
    FileChannel busy = FileChannel.open(directory.resolve("script"), StandardOpenOption.WRITE);
    try (ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor()) {
      assertThatThrownBy(() -> new ProcessBuilder(made.order().command()).start())
          .hasMessageContaining("error: 26 ");
      var _ =
          later.schedule(
              () -> {
                busy.close();
                return busy;
              },
              100,
              TimeUnit.MILLISECONDS);
      assertThat(run(made).code()).isZero();
    }
    assertThat(said).containsExactly("free");
  }

  @Test
  void run_argumentsForAShell_arriveAsTheyAre() throws Exception {
    String[] arguments = {"; rm -rf /", "$(id)", "`id`", "a b", "", "*", "--", "ü\n"};

    run(script("for each; do printf '<%q>\\n' \"$each\"; done"), arguments);

    assertThat(said)
        .containsExactly(
            "<\\;\\ rm\\ -rf\\ />",
            "<\\$\\(id\\)>",
            "<\\`id\\`>",
            "<a\\ b>",
            "<''>",
            "<\\*>",
            "<-->",
            "<$'\\303\\274\\n'>");
  }

  @Test
  void run_environment_isWhatWasOrderedAndTheMark() throws Exception {
    Order order = script("exec env").order();

    containment.run(order, said::add);

    // The last three are the shell's own.
    assertThat(said)
        .filteredOn(line -> !line.matches("(PWD|SHLVL|_)=.*"))
        .hasSize(2)
        .contains("PATH=" + System.getenv("PATH"))
        .anyMatch(line -> line.startsWith("MILLRACE_TASK=" + Script.RUN.hex() + "/each[0]/step#"));
  }

  @Test
  void run_standardInput_isEmpty() throws Exception {
    assertThat(run(script("cat; echo $?"))).isEqualTo(new Exit(0, List.of("0"), 0));
  }

  @Test
  void run_programThatClosesItsOutput_isWaitedFor() throws Exception {
    Exit exit = run(script("exec >&- 2>&-; for i in {1..1000}; do :; done; : > done; exit 3"));

    assertThat(exit.code()).isEqualTo(3);
    assertThat(script.orElseThrow().made("done")).exists();
  }

  @Test
  void run_killedProgram_tellsTheSignal() throws Exception {
    assertThat(run(script("kill -KILL $$")).code()).isEqualTo(128 + 9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stay &",
        "( ( stay ) & ) &",
        "export -f note stay; detach bash -c stay",
        "( trap '' HUP; exec >/dev/null 2>&1 </dev/null; stay ) & disown",
        // Only its directory tells whose it is.
        "export -f note stay; detach env -i bash -c \"$(declare -f note stay); stay\"",
        // Only the pipe that it writes to.
        "( cd /; note() { echo $BASHPID >> \"$OLDPWD/pids\"; }; unset MILLRACE_TASK;"
            + " exec env -i OLDPWD=\"$OLDPWD\" setsid bash -c"
            + " \"$(declare -f note stay); stay\" ) &",
      })
  void run_programThatLeavesProcessesRunning_endsThem(String leaving) throws Exception {
    Script leaver = script(leaving + "\nwhile [[ ! -s pids ]]; do :; done; echo done");

    Exit exit = run(leaver);

    assertThat(exit.code()).isZero();
    assertThat(exit.leftBehind()).isPositive();
    assertThat(said).contains("done");
    assertThat(leaver.running()).isEmpty();
  }

  @Test
  void run_lastWordsOfAnotherProcess_areHeard() throws Exception {
    containment = withPatience(LONG);
    Exit exit =
        run(script("exec > >(while read -r each; do echo \"other: $each\"; done); echo hi"));

    assertThat(exit.leftBehind()).isZero();
    assertThat(said).containsExactly("other: hi");
  }

  @Test
  void interrupt_programThatHeeds_letsItCleanUp() throws Exception {
    containment = withPatience(LONG);
    Script heedful =
        script("trap 'echo cleaned > cleaned; exit 0' TERM; echo ready; while :; do :; done");

    runAndInterrupt(heedful);

    assertThat(heedful.made("cleaned")).exists();
    assertThat(slips).isEmptyDirectory();
  }

  @Test
  void interrupt_processesOfEverySort_areAllGone() throws Exception {
    Script hydra =
        script(
            """
            export -f note stay
            stay &
            ( ( stay ) & ) &
            detach bash -c stay
            detach env -i bash -c "$(declare -f note stay); stay"
            while [[ $(cat pids 2>/dev/null | wc -l) -lt 4 ]]; do :; done
            echo ready
            stay
            """);

    runAndInterrupt(hydra);

    assertThat(hydra.pids()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(hydra.running()).isEmpty();
  }

  /** Each that is told to end starts two others in its place, out of reach of its parent. */
  @Test
  void interrupt_programThatMultipliesWhenAsked_isGone() throws Exception {
    Script hydra =
        script(
            """
            again() {
              note
              [[ $1 -lt 5 ]] || return
              trap "detach bash -c 'again $(($1 + 1))'; detach bash -c 'again $(($1 + 1))'" TERM
              while :; do read -t 0.01 <> <(:) || :; done
            }
            export -f note detach again
            note
            echo ready
            again 0
            """);

    runAndInterrupt(hydra);

    assertThat(hydra.running()).isEmpty();
  }

  /** Where a system does not show its processes' environments. */
  @Test
  void interrupt_onAnyOtherSystem_endsAllDescendants() throws Exception {
    containment = new Containment(slips, new PortableProcesses(), PATIENCE);
    Script family =
        script(
            "( stay & stay ) &\nstay &\nwhile [[ $(cat pids 2>/dev/null | wc -l) -lt 3 ]]; do :; done; echo ready; wait");

    runAndInterrupt(family);

    assertThat(family.pids()).hasSize(3);
    assertThat(family.running()).isEmpty();
  }

  @Test
  void run_gigabytesOfLines_keepsHeadAndTailAndCounts() throws Exception {
    AtomicLong bytes = new AtomicLong();
    List<String> first = new ArrayList<>();

    Exit exit =
        containment.run(
            script("echo first; yes abcdefghijklmnopqrst | head -c 1000000008; echo last").order(),
            line -> {
              bytes.addAndGet(line.length());
              if (first.isEmpty() || line.contains("left out")) {
                first.add(line);
              }
            });

    assertThat(first.getFirst()).isEqualTo("first");
    assertThat(first)
        .anyMatch(line -> line.matches("… \\d+ lines, \\d+ bytes of output are left.*"));
    assertThat(exit.lastLines()).endsWith("last");
    assertThat(bytes.get()).isLessThan(Output.BURST * 4);
  }

  @Test
  void run_gigabyteWithoutALineBreak_keepsItsBeginning() throws Exception {
    Exit exit = run(script("echo -n begin; head -c 1000000000 /dev/zero; echo; echo end"));

    assertThat(exit.lastLines()).endsWith("end");
    assertThat(said.getFirst())
        .startsWith("begin\uFFFD\uFFFD")
        .endsWith(" … (" + (1_000_000_005 - Output.LONGEST_LINE) + " more bytes)");
  }

  @Test
  void run_whatCannotBeStarted_isAUserError() throws Exception {
    Order order = script("").order();
    Path noProgram = Files.writeString(directory.resolve("text"), "just text\n");

    assertThatThrownBy(() -> containment.run(command(order, "/no/such"), said::add))
        .isInstanceOf(UserError.class)
        .hasMessage("the program /no/such cannot be started: No such file or directory");
    assertThatThrownBy(() -> containment.run(command(order, noProgram.toString()), said::add))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be started: Permission denied");
    assertThatThrownBy(() -> containment.run(command(order, "x".repeat(300_000)), said::add))
        .isInstanceOf(UserError.class);
    assertThatThrownBy(
            () -> containment.run(script.orElseThrow().order("x".repeat(300_000)), said::add))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Argument list too long");
    assertThatThrownBy(() -> containment.run(script.orElseThrow().order("a\0b"), said::add))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("NUL");
    assertThat(slips).isEmptyDirectory();
  }

  private static Order command(Order order, String program) {
    return new Order(
        order.run(),
        order.task(),
        List.of(program),
        Map.of(),
        order.scratch(),
        order.directory(),
        List.of());
  }
}
