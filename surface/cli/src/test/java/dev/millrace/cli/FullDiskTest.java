package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more, and homes that cannot be written. */
class FullDiskTest {

  private static final int FAILURE = 1;

  @TempDir private Path directory;

  /**
   * The process is stopped while files are taken from it, so that it finds out at its next write.
   */
  @Test
  void run_diskFailsInTheMiddle_saysSoAndGoesOnLater() throws Exception {
    assumeThat(Path.of("/usr/bin/prlimit")).exists();
    Trips.upTo("transform", directory);
    try (MillraceProcess run = MillraceProcess.start(directory, "run", ".")) {
      run.awaitLine("statistics …");
      run.signal("STOP");
      run.limitFiles(4096);
      run.signal("CONT");
      assertThat(run.exitCode()).as(run.err()).isEqualTo(FAILURE);
      Complaint.isClear(run.err(), "the disk failed under the database", "whether space is left");
    }

    Screen again = new Screen(directory);
    assertThat(again.run("run", ".")).as(again.err()).isZero();
    assertThat(again.err()).contains("going on with run").contains("done before");
  }

  @Test
  void run_diskFull_saysSoAndGoesOnWhenThereIsSpace() throws Exception {
    Trips.upTo("transform", directory);
    Path disk = Files.createDirectory(directory.resolve("disk"));
    assumeThat(mounts("-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()))
        .as("may mount a small disk")
        .isTrue();
    try {
      String home = disk.resolve("home").toString();
      Screen screen = new Screen(directory);
      assertThat(screen.run("run", ".", "--home", home)).isEqualTo(FAILURE);
      Complaint.isClear(screen.err(), "no space is left on the disk for the database", "free some");

      assertThat(mounts("-o", "remount,size=32m", disk.toString())).isTrue();
      Screen again = new Screen(directory);
      assertThat(again.run("run", ".", "--home", home)).as(again.err()).isZero();
    } finally {
      new ProcessBuilder("umount", disk.toString()).start().waitFor();
    }
  }

  @Test
  void home_whereNothingCanBeMade_isAFailure() {
    assumeThat(Path.of("/proc/self")).isDirectory();
    refuses("/proc/self/home", "the home /proc/self/home cannot be made or opened");
  }

  @Test
  void home_readOnly_isAFailure() throws Exception {
    Screen first = new Screen(directory);
    assertThat(first.run("runs", "list", "--home", "home")).isZero();
    Path home = directory.resolve("home");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeThat(Files.isWritable(home)).as("the administrator may write anywhere").isFalse();
    refuses(home.toString(), "the home " + home + " cannot be written by this user");
  }

  private void refuses(String home, String part) {
    Screen screen = new Screen(directory);
    assertThat(screen.run("runs", "list", "--home", home)).isEqualTo(FAILURE);
    Complaint.isClear(screen.err(), part, "give another with --home or MILLRACE_HOME");
  }

  private static boolean mounts(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder mount = new ProcessBuilder(arguments);
    mount.command().addFirst("mount");
    try {
      return mount.redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }
}
