package dev.millrace.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.millrace.core.value.Json;
import dev.millrace.serving.check.ServeBundle;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of ARCHITECTURE.md that a compiler does not hold, over every class that is shipped. */
class ArchitectureTest {

  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.millrace");

  /** The modules, in the order of the root pom.xml. */
  private static final List<Module> MODULES =
      List.of(
          module("core"),
          module("store", "core"),
          module("engine", "core", "store"),
          module("model", "core"),
          module("data", "core", "model"),
          module("training", "core", "data", "model"),
          module("evaluation", "core", "data", "model"),
          module("serving", "core", "model"),
          module("monitoring", "core", "model", "data", "evaluation"),
          module("registry", "core", "store"),
          module(
              "app",
              "core",
              "store",
              "engine",
              "model",
              "data",
              "training",
              "evaluation",
              "serving",
              "monitoring",
              "registry"),
          module("cli", "core", "app"));

  private static final DescribedPredicate<JavaClass> OPEN_FILES =
      belongToAnyOf(
          Files.class,
          File.class,
          FileChannel.class,
          FileInputStream.class,
          FileOutputStream.class,
          RandomAccessFile.class);

  private static final String WRITING_METHODS =
      "write.*|new.*(OutputStream|Writer|Channel)|create.*|copy|move|delete.*|set.*";

  private static final String CORE = "dev.millrace.core..";
  private static final String COMMAND_LINE = "dev.millrace.cli..";

  /** A module and the others that it may see. */
  record Module(String name, List<String> maySee) {
    String[] visiblePackages() {
      return Stream.concat(Stream.of(name), maySee.stream())
          .map(each -> "dev.millrace." + each + "..")
          .toArray(String[]::new);
    }
  }

  private static Module module(String name, String... maySee) {
    return new Module(name, List.of(maySee));
  }

  static List<Module> modules() {
    return MODULES;
  }

  @ParameterizedTest
  @MethodSource("modules")
  void module_dependencies_areThoseItMaySee(Module module) {
    noClasses()
        .that()
        .resideInAPackage("dev.millrace." + module.name() + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.millrace..")
                .and(resideOutsideOfPackages(module.visiblePackages())))
        .check(SHIPPED);
  }

  @Test
  void modules_ofEveryClass_areInTheTable() {
    classes()
        .should()
        .resideInAnyPackage(
            MODULES.stream()
                .map(module -> "dev.millrace." + module.name() + "..")
                .toArray(String[]::new))
        .check(SHIPPED);
  }

  @Test
  void packages_dependencies_haveNoCycle() {
    slices().matching("dev.millrace.(**)").should().beFreeOfCycles().check(SHIPPED);
  }

  @Test
  void packages_all_areNullMarked() {
    assertThat(SHIPPED.getPackage("dev.millrace").getSubpackagesInTree())
        .filteredOn(each -> !each.getClasses().isEmpty())
        .isNotEmpty()
        .filteredOn(each -> !each.isAnnotatedWith(NullMarked.class))
        .extracting(JavaPackage::getName)
        .isEmpty();
  }

  /** Pipeline files and JSON documents are core's own forms; it reads them and no other file. */
  @Test
  void core_files_areNamedNotOpened() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .and()
        .resideOutsideOfPackage("dev.millrace.core.yaml")
        .and()
        .doNotBelongToAnyOf(Json.class)
        .should()
        .dependOnClassesThat(OPEN_FILES)
        .check(SHIPPED);
  }

  @Test
  void core_files_areNeverWritten() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .callMethodWhere(
            target(owner(type(Files.class))).and(target(nameMatching(WRITING_METHODS))))
        .orShould()
        .dependOnClassesThat(OPEN_FILES.and(not(type(Files.class))))
        .check(SHIPPED);
  }

  @Test
  void standardStreams_outsideTheCommandLine_areNotUsed() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
        SHIPPED.that(
            resideOutsideOfPackages(COMMAND_LINE)
                .and(not(belongToAnyOf(ServeBundle.class))))); // a process of its own
  }

  /** So that what it may reach is decided in one place. */
  @Test
  void http_toOtherServers_goesThroughOneClient() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.millrace.serving.OutgoingHttp")
        .and()
        .doNotHaveFullyQualifiedName("dev.millrace.engine.code.ClassLibrary") // its own classes
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.net.http..")
                .or(belongToAnyOf(URLConnection.class, SocketChannel.class, Socket.class)))
        .orShould()
        .callMethodWhere(target(owner(type(URL.class))).and(target(nameMatching("open.*"))))
        .check(SHIPPED);
  }

  /** So that it is loaded when a model needs it, and what crosses over is checked in one place. */
  @Test
  void onnxRuntime_isReachedThroughItsSessionAlone() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("Runtime")
        .or()
        .resideOutsideOfPackage("dev.millrace.model.predict")
        .should()
        .dependOnClassesThat(resideInAPackage("ai.onnxruntime.."))
        .check(SHIPPED);
  }

  @Test
  void time_outsideTheCommandLine_comesFromAClock() {
    noClasses()
        .that()
        .resideOutsideOfPackages(COMMAND_LINE, "dev.millrace.app..")
        .and()
        .doNotBelongToAnyOf(ServeBundle.class) // a process of its own
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethodWhere(target(owner(type(Clock.class))).and(target(nameMatching("system.*"))))
        .orShould()
        .callMethodWhere(
            target(owner(resideInAPackage("java.time")))
                .and(target(nameMatching("now")))
                .and(not(target(rawParameterTypes(Clock.class)))))
        .check(SHIPPED);
  }

  @Test
  void names_sayWhatAThingIs() {
    Map<String, String> insteadOf =
        Map.of(
            "Impl", "what distinguishes it",
            "Utils", "the noun its methods are about",
            "Util", "the noun its methods are about",
            "Manager", "what it does",
            "Helper", "what it does");
    insteadOf.forEach(
        (ending, instead) ->
            noClasses()
                .should()
                .haveSimpleNameEndingWith(ending)
                .because("a name tells " + instead)
                .check(SHIPPED));
  }
}
