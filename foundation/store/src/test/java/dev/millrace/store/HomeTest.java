package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir Path directory;

  @Test
  void open_new_isForItsOwnerOnlyAndIgnoredByGit() throws IOException {
    Path root = directory.resolve("a/b/.millrace");

    Home home = Home.open(root);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.root())))
        .isEqualTo("rwx------");
    assertThat(root.resolve(".gitignore")).hasContent("*");
    assertThat(root.resolve("version")).hasContent("1");
    assertThat(Home.open(root).root()).isEqualTo(home.root());
  }

  @Test
  void open_emptyDirectory_becomesAHome() throws IOException {
    Path root = Files.createDirectory(directory.resolve("empty"));

    Home.open(root);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
        .isEqualTo("rwx------");
  }

  @Test
  void open_creationThatWasCutShort_isFinished() throws IOException {
    Path root = directory.resolve("home");
    Home.open(root);
    Files.delete(root.resolve("version"));
    Files.createFile(root.resolve("version.4f9e61c8"));

    Home.open(root);

    assertThat(root.resolve("version")).hasContent("1");
  }

  @Test
  void open_directoryWithOtherFiles_isRefused() throws IOException {
    Files.writeString(directory.resolve("thesis.tex"), "");

    assertRefused(directory, "thesis.tex");
    assertThat(directory.resolve("version")).doesNotExist();
  }

  @Test
  void open_file_isRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertRefused(file, "not a directory");
    assertRefused(file.resolve("below"), "not a directory");
  }

  @Test
  void open_ofANewerVersion_isRefusedAndNotTouched() throws IOException {
    Path root = directory.resolve("home");
    Home.open(root);
    Files.writeString(root.resolve("version"), "2\n");

    assertRefused(root, "newer");
    assertThat(root.resolve("version")).hasContent("2");
  }

  @Test
  void open_unreadableVersion_isRefused() throws IOException {
    Path root = directory.resolve("home");
    Home.open(root);
    Files.writeString(root.resolve("version"), "one\n");

    assertRefused(root, "'one'");
  }

  private static void assertRefused(Path root, String why) {
    assertThatThrownBy(() -> Home.open(root))
        .isInstanceOfSatisfying(
            UserError.class,
            e -> {
              assertThat(e).hasMessageContaining(why).hasMessageContaining(root.toString());
              assertThat(e.hint()).isPresent();
            });
  }
}
