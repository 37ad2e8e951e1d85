package dev.millrace.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeSecretsTest {

  @TempDir Path home;

  private Path write(String name, String content, String permissions) throws IOException {
    Path directory = Files.createDirectories(home.resolve("secrets"));
    Path file = Files.writeString(directory.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void find_file_isItsContentWithoutTheLastBreak() throws Exception {
    write("token", "one\ntwo\n", "rw-------");

    assertThat(new HomeSecrets(home, Map.of()).find("token")).contains("one\ntwo");
  }

  @Test
  void find_variableAndFile_takesTheVariable() throws Exception {
    write("the-token", "file", "rw-------");

    assertThat(
            new HomeSecrets(home, Map.of("MILLRACE_SECRET_THE_TOKEN", "variable"))
                .find("the-token"))
        .contains("variable");
  }

  @Test
  void find_neither_isEmpty() {
    assertThat(new HomeSecrets(home, Map.of()).find("token")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-"})
  void find_fileThatOthersCanRead_isRefused(String permissions) throws Exception {
    Path file = write("token", "x", permissions);

    assertThatThrownBy(() -> new HomeSecrets(home, Map.of()).find("token"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("can be read by others")
        .satisfies(error -> assertThat(((UserError) error).hint()).contains("chmod 600 " + file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../token", "a/b", "..", "", "a\0b", "%2e%2e", "1a"})
  void find_nameThatLeadsElsewhere_isRefused(String name) throws Exception {
    Files.writeString(home.resolve("token"), "outside");

    assertThatThrownBy(() -> new HomeSecrets(home, Map.of()).find(name))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be the name of a secret");
  }

  @Test
  void over_secretsInEachOther_blacksOutTheWholeOfTheLonger() {
    Mask mask = Mask.of(List.of("abc", "abcdef"));

    assertThat(mask.over("abcdef abc ab")).isEqualTo("*** *** ab");
  }

  @Test
  void over_secretOfSeveralLines_blacksOutItsLongLinesEach() {
    Mask mask = Mask.of(List.of("-----BEGIN KEY-----\nMIIEvQIBADANBg\nx\n-----END KEY-----"));

    assertThat(mask.over("found MIIEvQIBADANBg and x")).isEqualTo("found *** and x");
    assertThat(mask.hides("MIIEvQIBADANBg")).isTrue();
  }

  @Test
  void over_emptySecret_hidesNothing() {
    assertThat(Mask.of(List.of("", "  ")).over("a  b")).isEqualTo("a  b");
  }
}
