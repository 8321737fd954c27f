package example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.models.images.ImageGenerateParams;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ImagesTest {
  private static Mock mock;

  /** A key that no other test uses. The mock keeps tasks, clock, scenario, limits and journal by key. */
  private final String key = "sk-" + UUID.randomUUID();

  private final OpenAIClient client =
      OpenAIOkHttpClient.builder().baseUrl(mock.url + "/openai/v1").apiKey(key).build();

  @BeforeAll
  static void startMock() throws Exception {
    mock = Mock.start();
  }

  @AfterAll
  static void stopMock() throws Exception {
    mock.close();
  }

  @AfterEach
  void closeClient() {
    client.close();
  }

  private static ImageGenerateParams.Builder image(String prompt) {
    return ImageGenerateParams.builder().model("gpt-image-2").prompt(prompt);
  }

  /** Lists the statuses of the requests with the key of this test, from the journal of the mock. */
  private List<String> readStatuses() throws Exception {
    var uri = URI.create(mock.url + "/_proofsheet/journal");
    var request = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + key).build();
    String journal = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    return Pattern.compile("\"response\":\\s*\\{\\s*\"status\":\\s*(\\d+)")
        .matcher(journal)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void anImageIsGenerated() throws Exception {
    var result = client.images().generate(image("A red fox on a green hill").build());
    byte[] picture = Base64.getDecoder().decode(result.data().orElseThrow().get(0).b64Json().orElseThrow());
    assertArrayEquals(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, Arrays.copyOf(picture, 4));
    assertEquals(List.of("200"), readStatuses());
  }

  @Test
  void theLibraryRepeatsARequestThatHitsTheRateLimit() throws Exception {
    client.images().generate(image("A red fox").putAdditionalHeader("X-Proofsheet-Scenario", "rate-limited;times=1").build());
    assertEquals(List.of("429", "200"), readStatuses());
  }

  @Test
  void aModeratedPromptIsRefused() {
    var refusal =
        assertThrows(
            BadRequestException.class,
            () -> client.images().generate(image("A red fox [proofsheet:moderated]").build()));
    assertEquals("moderation_blocked", refusal.code().orElseThrow());
  }
}
