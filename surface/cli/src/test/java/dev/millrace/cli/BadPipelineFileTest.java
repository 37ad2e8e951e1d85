package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipeline files with mistakes: each is told with its place before anything is run. */
class BadPipelineFileTest {

  private static final int USAGE = 2;

  @TempDir private Path directory;
  private Trips trips;

  @BeforeEach
  void project() throws Exception {
    trips = Trips.upTo("train", directory);
  }

  @Test
  void run_unknownKey_namesTheNearest() throws Exception {
    trips.edit("span_length", "span_lenght");
    refuses("pipeline.yaml:9:7: component 'ingest' has no input 'span_lenght'", "'span_length'?");
  }

  @Test
  void run_unknownTopLevelKey_namesTheNearest() throws Exception {
    trips.edit("params:", "parms:");
    refuses("unknown key 'parms'", "did you mean 'params'?");
  }

  @Test
  void run_cycle_namesItsSteps() throws Exception {
    trips.edit("{ uses: statistics }", "{ uses: statistics, after: [train] }");
    refuses("the steps need each other: ", "statistics needs train", "train needs transform");
  }

  @Test
  void run_emptyFile_saysWhatBelongsThere() throws Exception {
    Files.writeString(trips.pipeline(), "");
    refuses("pipeline.yaml:1:1: the file is empty", "write name: and steps:");
  }

  @Test
  void run_tenMegabytes_areNotRead() throws Exception {
    Files.writeString(trips.pipeline(), "# " + "x".repeat(10_000_000) + "\nname: trips\n");
    refuses("the file is larger than 1048576 bytes", "keep data in files of its own");
  }

  @Test
  void run_tenMegabytesOfBytes_areNotRead() throws Exception {
    Files.write(trips.pipeline(), new byte[10_000_000]);
    refuses("the file is larger than 1048576 bytes", "keep data in files of its own");
  }

  @Test
  void run_nulInTheFile_namesItsPlace() throws Exception {
    trips.edit("name: trips", "name: \"tri\u0000ps\"");
    refuses("pipeline.yaml:1:11: the file contains NUL", "\\u0000");
  }

  @Test
  void run_parameterOfAnotherType_namesBoth() {
    refuses(new String[] {"run", ".", "--set", "rounds=many"}, "expected an integer", "'many'");
  }

  private void refuses(String... parts) {
    refuses(new String[] {"run", "."}, parts);
  }

  private void refuses(String[] command, String... parts) {
    Screen screen = new Screen(directory);
    assertThat(screen.run(command)).as(screen.err()).isEqualTo(USAGE);
    Complaint.isClear(screen.err(), parts);
    assertThat(screen.out()).isEmpty();
    Screen runs = new Screen(directory);
    assertThat(runs.run("runs", "list")).isZero();
    assertThat(runs.err()).as("nothing was run").contains("no runs yet");
  }
}
