package dev.millrace.store.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Digest;
import dev.millrace.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialFilesTest {

  private static final Digest KEY = Digest.of("key");

  @TempDir Path directory;
  private Home home;
  private PartialFiles partials;

  /** A second later at every look. */
  private static final class Ticking extends Clock {
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      now = now.plus(Duration.ofSeconds(1));
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void open() {
    home = Home.open(directory.resolve("home"));
    partials = PartialFiles.open(home, new Ticking(), 1000);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(home.partials())) {
      return files.toList();
    }
  }

  @Test
  void find_whatWasPut_isTheSameAlsoForAnother() throws IOException {
    assertThat(partials.find(KEY)).isEmpty();

    partials.put(KEY, new byte[] {1, 2, 3});
    partials.put(Digest.of("empty"), new byte[0]);

    assertThat(PartialFiles.open(home, new Ticking()).find(KEY)).contains(new byte[] {1, 2, 3});
    assertThat(partials.find(Digest.of("empty"))).contains(new byte[0]);
  }

  @Test
  void put_again_isTheNewOne() throws IOException {
    partials.put(KEY, new byte[] {1});
    partials.put(KEY, new byte[] {2});

    assertThat(partials.find(KEY)).contains(new byte[] {2});
    assertThat(files()).hasSize(1);
  }

  @Test
  void put_file_isForItsOwnerOnly() throws IOException {
    partials.put(KEY, new byte[] {1});

    assertThat(Files.getPosixFilePermissions(files().getFirst()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void find_damagedOrCutFile_isAMiss() throws IOException {
    partials.put(KEY, new byte[] {1, 2, 3});
    Path file = files().getFirst();
    byte[] whole = Files.readAllBytes(file);

    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 4;
      Files.write(file, changed);
      assertThat(partials.find(KEY)).isEmpty();
      Files.write(file, java.util.Arrays.copyOf(whole, i));
      assertThat(partials.find(KEY)).isEmpty();
    }
    Files.write(file, whole);
    assertThat(partials.find(KEY)).isPresent();
  }

  @Test
  void put_moreThanThereIsRoomFor_takesAwayWhatWasNotUsedForLongest() throws IOException {
    for (int i = 0; i < 9; i++) {
      partials.put(Digest.of("key " + i), new byte[68]);
    }
    assertThat(partials.find(Digest.of("key 0"))).isPresent();

    partials.put(Digest.of("key 9"), new byte[68]);
    partials.put(Digest.of("key 10"), new byte[68]);

    assertThat(partials.find(Digest.of("key 0"))).isPresent();
    assertThat(partials.find(Digest.of("key 1"))).isEmpty();
    assertThat(partials.find(Digest.of("key 10"))).isPresent();
    long bytes = 0;
    for (Path file : files()) {
      bytes += Files.size(file);
    }
    assertThat(bytes).isLessThanOrEqualTo(900);
  }
}
