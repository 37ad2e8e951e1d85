package dev.millrace.serving;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/** Reads the body of a request that must be JSON, within the limit. */
final class RequestBody {

  private RequestBody() {}

  static byte[] read(ServerRequest request, int limit) {
    requireJson(request);
    long declared = request.headers().contentLength().orElse(-1);
    if (declared > limit) {
      throw tooLarge(limit);
    }
    try (InputStream stream = request.content().inputStream()) {
      return declared >= 0 ? exactly(stream, (int) declared) : atMost(stream, limit);
    } catch (IOException e) {
      throw Refusal.badRequest("the body ended early");
    }
  }

  private static byte[] exactly(InputStream stream, int declared) throws IOException {
    byte[] body = new byte[declared];
    int read = stream.readNBytes(body, 0, declared);
    return read == declared ? body : Arrays.copyOf(body, read);
  }

  private static byte[] atMost(InputStream stream, int limit) throws IOException {
    byte[] body = stream.readNBytes(limit + 1);
    if (body.length > limit) {
      throw tooLarge(limit);
    }
    return body;
  }

  private static void requireJson(ServerRequest request) {
    String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    if (!type.equals("application/json") && !isJson(type)) {
      throw Refusal.unsupported(
          "the request's Content-Type is '"
              + RequestJson.brief(type)
              + "'; expected application/json");
    }
    if (request.headers().contains(HeaderNames.CONTENT_ENCODING)) {
      throw Refusal.unsupported("compressed bodies are not read; send plain JSON");
    }
  }

  /** With a parameter, which may only be that the text is UTF-8. */
  private static boolean isJson(String type) {
    String plain = type.toLowerCase(Locale.ROOT).replaceAll("[ \"]", "");
    return plain.equals("application/json") || plain.equals("application/json;charset=utf-8");
  }

  private static Refusal tooLarge(int limit) {
    return Refusal.tooLarge("the body is larger than the " + limit + " bytes this server takes");
  }
}
