package dev.millrace.core.artifact;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * The artifact types this process knows: Millrace's own, and those of users' jars by {@link
 * Provider}.
 */
public final class ArtifactTypes {

  private static final Map<Class<?>, ArtifactType<?>> KNOWN = load();

  private ArtifactTypes() {}

  /** Adds artifact types; named in {@code META-INF/services}. */
  public interface Provider {
    Collection<ArtifactType<?>> types();
  }

  public static Collection<ArtifactType<?>> all() {
    return KNOWN.values();
  }

  /** The type that a record class stands for. */
  public static <A extends Artifact> ArtifactType<A> of(Class<A> javaClass) {
    ArtifactType<?> type = KNOWN.get(javaClass);
    if (type == null) {
      throw new IllegalArgumentException(
          javaClass.getName()
              + " is not a known artifact type; declare it in an "
              + Provider.class.getName()
              + " named in META-INF/services");
    }
    @SuppressWarnings("unchecked") // the map is keyed by each type's own class
    ArtifactType<A> typed = (ArtifactType<A>) type;
    return typed;
  }

  private static Map<Class<?>, ArtifactType<?>> load() {
    Map<Class<?>, ArtifactType<?>> known = new LinkedHashMap<>();
    StandardTypes.ALL.forEach(type -> known.put(type.javaClass(), type));
    for (Provider provider : ServiceLoader.load(Provider.class)) {
      provider.types().forEach(type -> known.put(type.javaClass(), type));
    }
    return Map.copyOf(known);
  }

  /** What Millrace's own components exchange. */
  private static final class StandardTypes {
    static final List<ArtifactType<?>> ALL =
        List.of(
            Examples.TYPE,
            Statistics.TYPE,
            Schema.TYPE,
            Anomalies.TYPE,
            TransformGraph.TYPE,
            TransformedExamples.TYPE,
            Model.TYPE,
            Evaluation.TYPE,
            ModelBlessing.TYPE,
            InfraBlessing.TYPE,
            ModelVersion.TYPE,
            Deployment.TYPE);
  }
}
