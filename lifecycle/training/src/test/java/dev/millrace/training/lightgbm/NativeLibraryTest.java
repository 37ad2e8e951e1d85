package dev.millrace.training.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.LabelledRows;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibraryTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64",
    "Linux, aarch64",
    "Mac OS X, x86_64",
    "Mac OS X, aarch64",
    "Windows 11, amd64"
  })
  void resource_supportedPlatform_isInTheJar(String system, String processor) {
    assertThat(
            NativeLibrary.class
                .getClassLoader()
                .getResource(NativeLibrary.resource(system, processor)))
        .isNotNull();
  }

  @Test
  void load_platformThatIsNotSupported_saysWhichAre() {
    String resource = NativeLibrary.resource("Windows 11", "aarch64");
    assertThatThrownBy(() -> NativeLibrary.load(resource))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error)
                  .hasMessageStartingWith("LightGBM's native library cannot be loaded on ")
                  .hasMessageContaining(resource);
              assertThat(error.hint().orElseThrow()).contains("Windows on x86-64");
            });
  }

  @Test
  void load_anotherProcessorsLibrary_isRefused() {
    String other = System.getProperty("os.arch").equals("amd64") ? "aarch64" : "amd64";
    assertThatThrownBy(() -> NativeLibrary.load(NativeLibrary.resource("Linux", other)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("lib_lightgbm.so");
  }

  @Test
  void call_thatFails_saysWhyInLightgbmsWords() {
    LabelledRows rows = new LabelledRows(new FeatureMatrix(2, 1, new float[2]), new float[2]);
    try (Dataset dataset = Dataset.of(rows, "verbosity=-1");
        Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(
              () ->
                  dataset
                      .library()
                      .call(
                          Function.DATASET_SET_FIELD,
                          dataset.handle(),
                          arena.allocateFrom("flavour"),
                          arena.allocate(8),
                          2,
                          Dataset.FLOAT32))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("LGBM_DatasetSetField failed: Input data type error or field not found");
    }
  }
}
