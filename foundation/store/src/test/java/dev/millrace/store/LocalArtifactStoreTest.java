package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.files.LocalArtifactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalArtifactStoreTest extends ArtifactStoreContract {
  @Override
  ArtifactStore open() {
    return LocalArtifactStore.open(home(), new MovableClock(Samples.NOON));
  }

  @Override
  Path stored(ArtifactRow row, String name) throws IOException {
    return store.open(row).resolve(name);
  }

  @Test
  void publish_done_leavesFilesForTheOwnersEyesOnlyAndNothingStaged() throws IOException {
    Path staged = store.stage(Id.at(Samples.NOON), "ingest");
    Files.writeString(Files.createDirectory(staged.resolve("train")).resolve("a"), "1");

    store.publish(Examples.TYPE, new Examples(new Handle.Staged(staged, new LinkedHashMap<>())));

    assertThat(staged).doesNotExist();
    try (Stream<Path> paths = Files.walk(home().root())) {
      for (Path path : paths.toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        assertThat(mode)
            .as(path.toString())
            .isIn(
                Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    ? List.of("rwx------")
                    : List.of("rw-------", "r--------"));
        if (path.endsWith("files/train/a")) {
          assertThat(mode).isEqualTo("r--------");
        }
      }
    }
  }

  private Home home() {
    return Home.open(directory.resolve("home"));
  }
}
