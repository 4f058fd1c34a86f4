using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using StreamingTracker.Backup.Archive.Values;

namespace StreamingTracker.Backup.Archive.Manifests;

/// <summary>An index's settings, so that each comes back as what it was: a float always has a point, an integer never.</summary>
public sealed class SchemaConfigConverter : JsonConverter<IReadOnlyDictionary<string, object>>
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("config is no object");
        var config = new SortedDictionary<string, object>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (!config.TryAdd(name, ReadSetting(ref reader))) throw new JsonException($"the setting {name} stands there twice");
        }
        return config;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, object> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, setting) in value.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            WriteSetting(writer, name, setting);
        }
        writer.WriteEndObject();
    }

    private static object ReadSetting(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Number when reader.ValueSpan.IndexOfAny(".eE"u8) >= 0 => reader.GetDouble(),
        JsonTokenType.Number => reader.GetInt64(),
        JsonTokenType.StartArray => ReadDoubles(ref reader),
        _ => throw new JsonException("a setting is of a kind that no index has"),
    };

    private static List<double> ReadDoubles(ref Utf8JsonReader reader)
    {
        var list = new List<double>();
        while (reader.Read() && reader.TokenType == JsonTokenType.Number) list.Add(reader.GetDouble());
        return reader.TokenType == JsonTokenType.EndArray ? list : throw new JsonException("a setting's list holds what is no number");
    }

    private static void WriteSetting(Utf8JsonWriter writer, string name, object setting)
    {
        switch (setting)
        {
            case bool flag: writer.WriteBooleanValue(flag); break;
            case long number: writer.WriteNumberValue(number); break;
            case string text: writer.WriteStringValue(text); break;
            case double number: WriteDouble(writer, number); break;
            case IEnumerable<double> list:
                writer.WriteStartArray();
                foreach (var number in list) WriteDouble(writer, number);
                writer.WriteEndArray();
                break;
            default:
                throw new UnsupportedValueException(
                $"The index setting {name} is a {setting.GetType().Name}, which a manifest has no form for",
                "This server has index settings that this program does not know: use a newer version of it.");
        }
    }

    private static void WriteDouble(Utf8JsonWriter writer, double number)
    {
        Span<byte> text = stackalloc byte[FloatText.Longest];
        writer.WriteRawValue(Encoding.ASCII.GetString(text[..FloatText.Write(text, number)]));
    }
}
