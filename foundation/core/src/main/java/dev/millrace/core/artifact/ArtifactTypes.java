package dev.millrace.core.artifact;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The artifact types this process knows: Millrace's own, those of other jars on its class path, and
 * those of users' jars, which have class loaders of their own. All but the first by {@link
 * Provider}.
 *
 * <p>A type belongs to its record class, and a class to its loader, so the types of a user's jar
 * are looked for where its classes come from; nothing has to be registered, and nothing is left
 * when the jar is not used any more.
 */
public final class ArtifactTypes {

  private static final Map<Class<?>, ArtifactType<?>> INSTALLED = installed();

  private static final ClassValue<Optional<ArtifactType<?>>> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected Optional<ArtifactType<?>> computeValue(Class<?> javaClass) {
          return Optional.<ArtifactType<?>>ofNullable(INSTALLED.get(javaClass))
              .or(() -> providedBeside(javaClass));
        }
      };

  private ArtifactTypes() {}

  /** Adds artifact types; named in {@code META-INF/services}. */
  public interface Provider {
    Collection<ArtifactType<?>> types();
  }

  /** Those on the class path. */
  public static Collection<ArtifactType<?>> all() {
    return INSTALLED.values();
  }

  /**
   * What a class loader adds to those on the class path.
   *
   * @throws java.util.ServiceConfigurationError if one of its providers cannot be used
   */
  public static List<ArtifactType<?>> providedBy(ClassLoader loader) {
    return ServiceLoader.load(Provider.class, loader).stream()
        .filter(provider -> loader.equals(provider.type().getClassLoader()))
        .<ArtifactType<?>>flatMap(provider -> provider.get().types().stream())
        .toList();
  }

  /** The type that a record class stands for. */
  public static <A extends Artifact> ArtifactType<A> of(Class<A> javaClass) {
    ArtifactType<?> type =
        OF_CLASS
            .get(javaClass)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        javaClass.getName()
                            + " is not a known artifact type; declare it in an "
                            + Provider.class.getName()
                            + " named in META-INF/services"));
    @SuppressWarnings("unchecked") // it was found by its own class
    ArtifactType<A> typed = (ArtifactType<A>) type;
    return typed;
  }

  /** The type of a name: a known one, or one of its own whose files no Java record stands for. */
  public static ArtifactType<?> named(String name) {
    return named(name, List.of());
  }

  /**
   * The type of a name.
   *
   * @param further types that are known besides those on the class path
   */
  public static ArtifactType<?> named(String name, Collection<ArtifactType<?>> further) {
    return Stream.concat(INSTALLED.values().stream(), further.stream())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .<ArtifactType<?>>map(type -> type)
        .orElseGet(() -> Files.typeNamed(name));
  }

  private static Optional<ArtifactType<?>> providedBeside(Class<?> javaClass) {
    ClassLoader loader = javaClass.getClassLoader();
    return loader == null
        ? Optional.empty()
        : providedBy(loader).stream()
            .filter(type -> type.javaClass() == javaClass)
            .<ArtifactType<?>>map(type -> type)
            .findFirst();
  }

  private static Map<Class<?>, ArtifactType<?>> installed() {
    Map<Class<?>, ArtifactType<?>> known = new LinkedHashMap<>();
    StandardTypes.ALL.forEach(type -> known.put(type.javaClass(), type));
    providedBy(ArtifactTypes.class.getClassLoader())
        .forEach(type -> known.put(type.javaClass(), type));
    return Map.copyOf(known);
  }

  /** What Millrace's own components exchange. */
  private static final class StandardTypes {
    static final List<ArtifactType<?>> ALL =
        List.of(
            Examples.TYPE,
            ExamplesDiff.TYPE,
            Statistics.TYPE,
            Schema.TYPE,
            Anomalies.TYPE,
            TransformGraph.TYPE,
            TransformedExamples.TYPE,
            HyperParameters.TYPE,
            OnnxModel.TYPE,
            Model.TYPE,
            Evaluation.TYPE,
            ModelBlessing.TYPE,
            InfraBlessing.TYPE,
            ModelVersion.TYPE,
            Deployment.TYPE,
            ModelCard.TYPE);
  }
}
