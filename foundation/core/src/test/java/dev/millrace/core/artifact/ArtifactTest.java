package dev.millrace.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArtifactTest {

  private static final Path DIRECTORY = Path.of("somewhere");

  @Test
  void staged_properties_areSetAndRead() {
    Examples examples = new Examples(new Handle.Staged(DIRECTORY, new HashMap<>()));
    examples.property("rows", 5);
    assertThat(examples.property("rows")).contains(Json.tree(5));
    assertThat(examples.file("a/b")).isEqualTo(DIRECTORY.resolve("a").resolve("b"));
  }

  @Test
  void stored_properties_cannotBeSet() {
    Handle stored = new Handle.Stored(Id.at(Instant.EPOCH), Digest.of("x"), DIRECTORY, Map.of());
    Schema schema = new Schema(stored);
    assertThat(schema.directory()).isEqualTo(DIRECTORY);
    assertThatThrownBy(() -> schema.property("rows", 5))
        .hasMessageContaining("property 'rows' of a Schema cannot be set");
  }

  @Test
  void promisedOrSought_files_areNotThereYet() {
    Model promised = new Model(new Handle.Promised("train", "model"));
    assertThatThrownBy(promised::directory)
        .hasMessageContaining("output 'model' of step 'train' is only promised");
    Model sought = new Model(new Handle.Sought("champion"));
    assertThatThrownBy(sought::properties)
        .hasMessageContaining("'champion' is only promised while a pipeline is defined");
  }

  @Test
  void types_all_openTheirOwnClass() {
    for (ArtifactType<?> type : ArtifactTypes.all()) {
      Artifact artifact = type.over(new Handle.Promised("s", "o"));
      assertThat(artifact).isInstanceOf(type.javaClass());
      assertThat(ArtifactTypes.of(type.javaClass())).isSameAs(type);
      assertThat(type.toString()).isEqualTo(type.name() + "/" + type.version());
    }
    assertThat(ArtifactTypes.all()).hasSizeGreaterThanOrEqualTo(12);
  }
}
