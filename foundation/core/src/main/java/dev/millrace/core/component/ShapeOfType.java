package dev.millrace.core.component;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Year;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;

/** Finds the {@link Shape} of a Java type by reflection. */
final class ShapeOfType {

  private static final ClassValue<List<ValuePort>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<ValuePort> computeValue(Class<?> type) {
          return Stream.of(type.getRecordComponents()).map(RecordFields::field).toList();
        }
      };

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return ofClass(type);
        }
      };

  private static final Set<JsonTypeInfo.Id> NAMES_CLASSES =
      Set.of(JsonTypeInfo.Id.CLASS, JsonTypeInfo.Id.MINIMAL_CLASS);

  private static final Map<Class<?>, Shape> SIMPLE =
      Map.ofEntries(
          Map.entry(String.class, new Shape.Text()),
          Map.entry(CharSequence.class, new Shape.Text()),
          Map.entry(boolean.class, new Shape.Flag()),
          Map.entry(Boolean.class, new Shape.Flag()),
          Map.entry(short.class, new Shape.Whole(Short.MIN_VALUE, Short.MAX_VALUE)),
          Map.entry(Short.class, new Shape.Whole(Short.MIN_VALUE, Short.MAX_VALUE)),
          Map.entry(int.class, new Shape.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE)),
          Map.entry(Integer.class, new Shape.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE)),
          Map.entry(long.class, new Shape.Whole(Long.MIN_VALUE, Long.MAX_VALUE)),
          Map.entry(Long.class, new Shape.Whole(Long.MIN_VALUE, Long.MAX_VALUE)),
          Map.entry(double.class, new Shape.Real()),
          Map.entry(Double.class, new Shape.Real()),
          Map.entry(Object.class, new Shape.Anything()));

  private ShapeOfType() {}

  static Shape of(Type type) {
    return switch (type) {
      case Class<?> plain -> SHAPES.get(plain);
      case JavaType resolved -> ofResolved(resolved);
      case ParameterizedType generic -> ofGeneric(generic);
      default ->
          throw new IllegalArgumentException(
              "the type " + type.getTypeName() + " is not known when a pipeline is written");
    };
  }

  /** The keys of a record's JSON form. */
  static List<ValuePort> fields(Class<?> type) {
    return FIELDS.get(type);
  }

  private static Shape ofGeneric(ParameterizedType generic) {
    Class<?> raw = (Class<?>) generic.getRawType();
    Type[] arguments = generic.getActualTypeArguments();
    if (Collection.class.isAssignableFrom(raw)) {
      return new Shape.ListOf(of(arguments[0]));
    }
    if (Map.class.isAssignableFrom(raw)) {
      return new Shape.MapOf(keys(generic, arguments[0]), of(arguments[1]));
    }
    if (raw == Optional.class) {
      return new Shape.Maybe(of(arguments[0]));
    }
    throw new IllegalArgumentException(
        "the generic type " + generic.getTypeName() + " cannot be read from JSON");
  }

  /** A type that Jackson put together, as {@link GenericTypes} does. */
  private static Shape ofResolved(JavaType type) {
    if (type.isCollectionLikeType()) {
      return new Shape.ListOf(of(type.getContentType()));
    }
    if (type.isMapLikeType()) {
      return new Shape.MapOf(
          keys(type, type.getKeyType().getRawClass()), of(type.getContentType()));
    }
    return type.isReferenceType()
        ? new Shape.Maybe(of(type.getContentType()))
        : of(type.getRawClass());
  }

  private static Optional<Shape.Choice> keys(Type map, Type key) {
    if (key == String.class) {
      return Optional.empty();
    }
    if (key instanceof Class<?> type && of(type) instanceof Shape.Choice names) {
      return Optional.of(names);
    }
    throw new IllegalArgumentException(
        "the keys of " + map.getTypeName() + " must be String or an enum");
  }

  private static Shape ofClass(Class<?> type) {
    Shape simple = SIMPLE.get(type);
    if (simple != null) {
      return simple;
    }
    if (JsonNode.class.isAssignableFrom(type)) {
      return new Shape.Anything();
    }
    if (type.isArray()) {
      return new Shape.ListOf(of(type.componentType()));
    }
    if (readsItself(type)) {
      return converted(type);
    }
    if (type.isEnum()) {
      return new Shape.Choice(names(type));
    }
    if (type.isRecord()) {
      return new Shape.Fields(type);
    }
    JsonTypeInfo info = type.getAnnotation(JsonTypeInfo.class);
    JsonSubTypes subtypes = type.getAnnotation(JsonSubTypes.class);
    if (info != null && NAMES_CLASSES.contains(info.use())) {
      throw new IllegalArgumentException(
          type.getTypeName() + " names classes in files: name its kinds by @JsonSubTypes");
    }
    if (info != null && subtypes != null && info.use() == JsonTypeInfo.Id.NAME) {
      return variants(info, subtypes).orElseGet(() -> converted(type));
    }
    rejectUnreadable(type, info != null);
    return converted(type);
  }

  private static Shape converted(Class<?> type) {
    boolean javaTime = type.getPackageName().equals("java.time") && type != Year.class;
    return new Shape.Converted(type, javaTime, Conversion.words(type));
  }

  /** True if Jackson annotations say how the type is read, so that its structure does not. */
  private static boolean readsItself(Class<?> type) {
    Stream<AnnotatedElement> members =
        Stream.of(
                type.getDeclaredConstructors(), type.getDeclaredMethods(), type.getDeclaredFields())
            .flatMap(Arrays::stream);
    return members.anyMatch(
        member ->
            member.isAnnotationPresent(JsonCreator.class)
                || member.isAnnotationPresent(JsonValue.class)
                || (type.isEnum() && member.isAnnotationPresent(JsonProperty.class)));
  }

  private static List<String> names(Class<?> type) {
    return Stream.of(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static Optional<Shape> variants(JsonTypeInfo info, JsonSubTypes subtypes) {
    boolean byKey =
        info.include() == JsonTypeInfo.As.PROPERTY
            || info.include() == JsonTypeInfo.As.EXISTING_PROPERTY;
    boolean records =
        Stream.of(subtypes.value())
            .allMatch(subtype -> subtype.value().isRecord() && !readsItself(subtype.value()));
    if (!byKey || !records) {
      return Optional.empty();
    }
    String key = info.property().isEmpty() ? info.use().getDefaultPropertyName() : info.property();
    SequencedMap<String, Shape.Fields> variants = new LinkedHashMap<>();
    for (JsonSubTypes.Type subtype : subtypes.value()) {
      variants.put(subtype.name(), new Shape.Fields(subtype.value()));
    }
    return Optional.of(new Shape.Variants(key, variants));
  }

  private static void rejectUnreadable(Class<?> type, boolean described) {
    if (Path.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          "a path is written as text: use String, and TaskContext.resolve to find the file");
    }
    boolean bare = type.isInterface() || Modifier.isAbstract(type.getModifiers());
    boolean known = described || type.getPackageName().startsWith("java.time");
    if (bare && !known && !type.isPrimitive()) {
      throw new IllegalArgumentException(
          type.getTypeName()
              + " cannot be read from JSON: name its type arguments, or annotate it for Jackson");
    }
  }
}
