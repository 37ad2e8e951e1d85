package dev.millrace.training.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {

  @Test
  void load_openMpMissing_saysWhatToInstall() {
    // What the JVM throws where libgomp is not installed, as XGBoost4J's loader passes it on.
    UnsatisfiedLinkError missing =
        new UnsatisfiedLinkError(
            "/tmp/libxgboost4j.so: libgomp.so.1: cannot open shared object file: No such file");
    ExceptionInInitializerError thrown =
        new ExceptionInInitializerError(new RuntimeException(missing));
    assertThatThrownBy(
            () ->
                NativeLibrary.load(
                    () -> {
                      throw thrown;
                    }))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error).hasMessageContaining("libgomp.so.1: cannot open");
              assertThat(error.hint().orElseThrow()).contains("apt-get install libgomp1");
            });
  }

  @Test
  void load_anotherPlatform_saysWhatIsSupported() {
    UserError error = NativeLibrary.refusal(new UnsatisfiedLinkError("unknown architecture"));
    assertThat(error.hint().orElseThrow()).contains("x86-64");
  }
}
