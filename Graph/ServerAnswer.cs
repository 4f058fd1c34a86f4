using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph;

/// <summary>
/// Fields of the server's answers to questions of ours. A field that is missing, or is of another type than it must be, is a
/// <see cref="BoltProtocolException"/>.
/// </summary>
internal static class ServerAnswer
{
    /// <summary>The only record of an answer, or its first.</summary>
    public static IReadOnlyDictionary<string, object?> First(this IReadOnlyList<IReadOnlyDictionary<string, object?>> records, string about) =>
        records.Count > 0 ? records[0] : throw new BoltProtocolException($"The server answers nothing about {about}");

    /// <summary>A field that is there, null or whatever else.</summary>
    public static object? Field(this IReadOnlyDictionary<string, object?> record, string field) =>
        record.TryGetValue(field, out var value) ? value : throw new BoltProtocolException($"The server's answer has no {field}");

    /// <summary>A field that is there, of this type.</summary>
    public static T Required<T>(this IReadOnlyDictionary<string, object?> record, string field) =>
        record.GetValueOrDefault(field) is T value ? value : throw new BoltProtocolException($"The server's answer has no {field} that can be read");

    /// <summary>A list of texts; empty where the server has none to name.</summary>
    public static string[] Texts(this IReadOnlyDictionary<string, object?> record, string field)
    {
        if (record.GetValueOrDefault(field) is not { } value) return [];
        return value is IReadOnlyList<object?> list && list.All(item => item is string)
            ? [.. list.Cast<string>()]
            : throw new BoltProtocolException($"The server's answer has a {field} that is no list of texts");
    }
}
