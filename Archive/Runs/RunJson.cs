using System.Text.Json;
using System.Text.Json.Serialization;

namespace StreamingTracker.Backup.Archive.Runs;

/// <summary>
/// What is kept of runs, as JSON in one line. Members that a newer version may have added are passed over; a kind or an outcome that
/// this one does not know makes the line unreadable.
/// </summary>
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(AcceptedRun))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(KindInLowerCase), typeof(OutcomeInLowerCase), typeof(DurationInSeconds)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
internal sealed partial class RunJson : JsonSerializerContext;

internal sealed class KindInLowerCase() : JsonStringEnumConverter<RunKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

internal sealed class OutcomeInLowerCase() : JsonStringEnumConverter<RunOutcome>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>A duration as a number of seconds, to the tick.</summary>
internal sealed class DurationInSeconds : JsonConverter<TimeSpan>
{
    private const long Longest = long.MaxValue / TimeSpan.TicksPerSecond;

    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var seconds) && Math.Abs(seconds) < Longest
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : throw new JsonException("a duration is no number of seconds");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((decimal)value.Ticks / TimeSpan.TicksPerSecond);
}
