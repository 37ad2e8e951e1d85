package dev.millrace.training.lightgbm;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.millrace.core.error.UserError;
import dev.millrace.training.trainer.MissingLibrary;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * LightGBM's native library, and calls into it.
 *
 * <p>The library is a resource of lightgbm4j's jar. That project's own classes are not used: they
 * unpack it to a name in the temporary directory that all processes and users share, where one
 * overwrites what another runs, and copy each number by a call of its own. Here it is unpacked to a
 * directory of this process's own, which is gone as soon as the library is loaded, and called
 * through Java's foreign function interface. It needs the OpenMP runtime of the machine.
 */
final class NativeLibrary {

  private static final String PLATFORMS =
      "Linux and macOS on x86-64 and ARM64, and Windows on x86-64";

  private static @Nullable NativeLibrary loaded;

  private final Map<Function, MethodHandle> functions = new EnumMap<>(Function.class);
  private final MethodHandle lastError;

  // Native calls are what this class is for; the launcher and the build allow them.
  @SuppressWarnings("restricted")
  private NativeLibrary() {
    SymbolLookup symbols = SymbolLookup.loaderLookup();
    Linker linker = Linker.nativeLinker();
    for (Function function : Function.values()) {
      functions.put(
          function,
          linker.downcallHandle(symbols.findOrThrow(function.symbol()), function.descriptor()));
    }
    lastError =
        linker.downcallHandle(
            symbols.findOrThrow("LGBM_GetLastError"), FunctionDescriptor.of(ADDRESS));
  }

  /**
   * The library, loaded at the first call.
   *
   * @throws UserError saying what is missing, if it cannot be loaded
   */
  static synchronized NativeLibrary open() {
    NativeLibrary library = loaded;
    if (library == null) {
      load(resource(System.getProperty("os.name"), System.getProperty("os.arch")));
      library = new NativeLibrary();
      loaded = library;
    }
    return library;
  }

  /** Where a platform's library is in the jar. */
  static String resource(String system, String processor) {
    String os = system.toLowerCase(Locale.ROOT);
    String folder = processor.matches("aarch64|arm64") ? "aarch64" : "x86_64";
    if (os.startsWith("mac")) {
      return "lightgbm4j/osx/" + folder + "/lib_lightgbm.dylib";
    }
    return os.startsWith("windows")
        ? "lightgbm4j/windows/" + folder + "/lib_lightgbm.dll"
        : "lightgbm4j/linux/" + folder + "/lib_lightgbm.so";
  }

  /**
   * @throws UserError saying what is missing, if it cannot be loaded
   */
  @SuppressWarnings("restricted")
  static void load(String resource) {
    try {
      Path directory = Files.createTempDirectory("millrace-lightgbm-");
      Path file = directory.resolve(resource.substring(resource.lastIndexOf('/') + 1));
      try {
        unpack(resource, file);
        System.load(file.toString());
      } finally {
        remove(file);
        remove(directory);
      }
    } catch (IOException | UnsatisfiedLinkError e) {
      throw MissingLibrary.refusal("LightGBM", PLATFORMS, e);
    }
  }

  private static void unpack(String resource, Path file) throws IOException {
    try (InputStream packed = NativeLibrary.class.getClassLoader().getResourceAsStream(resource)) {
      if (packed == null) {
        throw new FileNotFoundException("there is no " + resource);
      }
      Files.copy(packed, file);
    }
  }

  /** Windows keeps the file of a loaded library until the process ends. */
  private static void remove(Path path) {
    if (!path.toFile().delete()) {
      path.toFile().deleteOnExit();
    }
  }

  /**
   * Calls a function.
   *
   * @param arguments as {@link Function} declares them
   * @throws IllegalStateException with LightGBM's own words, if it fails
   */
  void call(Function function, Object... arguments) {
    int result = (int) invoke(Objects.requireNonNull(functions.get(function)), arguments);
    if (result != 0) {
      throw new IllegalStateException(function.symbol() + " failed: " + lastError());
    }
  }

  @SuppressWarnings("restricted")
  private String lastError() {
    MemorySegment text = (MemorySegment) invoke(lastError);
    return text.reinterpret(Long.MAX_VALUE).getString(0);
  }

  private static Object invoke(MethodHandle function, Object... arguments) {
    try {
      return function.invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a native call threw", e);
    }
  }
}
