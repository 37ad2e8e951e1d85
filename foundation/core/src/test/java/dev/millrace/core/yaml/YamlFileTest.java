package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.component.Default;
import dev.millrace.core.component.Range;
import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {

  record Domain(@Default("0") @Range(min = 0) double min, Optional<Double> max) {}

  record Document(String title, Map<String, Domain> domains, @Default("[]") List<String> tags) {}

  @Test
  void read_document_becomesItsRecord(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("d.yaml");
    Files.writeString(file, "title: x\ndomains:\n  a: { max: 5 }\n  b: {}\n");
    assertThat(YamlFile.read(file, Document.class))
        .isEqualTo(
            new Document(
                "x",
                Map.of("a", new Domain(0, Optional.of(5.0)), "b", new Domain(0, Optional.empty())),
                List.of()));
  }

  @Test
  void read_problems_areNamedWithTheirPlaces(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("d.yaml");
    Files.writeString(file, "titel: x\ndomains:\n  a: { min: -1, mox: 5 }\n");
    assertThatThrownBy(() -> YamlFile.read(file, Document.class))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(
            "d.yaml:1:1: unknown key 'titel'; did you mean 'title'?",
            "d.yaml:3:13: must be at least 0, found -1",
            "d.yaml:3:17: unknown key 'mox'; did you mean");
  }

  @Test
  void read_missingFile_isNotFound(@TempDir Path directory) {
    assertThatThrownBy(() -> YamlFile.read(directory.resolve("d.yaml"), Document.class))
        .isInstanceOf(UserError.class)
        .extracting(e -> ((UserError) e).kind())
        .isEqualTo(UserError.Kind.NOT_FOUND);
  }
}
