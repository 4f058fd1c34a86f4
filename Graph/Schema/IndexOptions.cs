using System.Collections;
using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph.Schema;

/// <summary>Reads the <c>options</c> of a constraint or index: {indexProvider, indexConfig}.</summary>
internal static class IndexOptions
{
    /// <summary>The provider; null where there is none.</summary>
    public static string? Provider(IReadOnlyDictionary<string, object?>? options) => options?.GetValueOrDefault("indexProvider") as string;

    /// <summary>The settings in ordinal order; lists, which are coordinates, as lists of doubles.</summary>
    public static IReadOnlyDictionary<string, object> Config(IReadOnlyDictionary<string, object?>? options)
    {
        var config = new SortedDictionary<string, object>(StringComparer.Ordinal);
        if (options?.GetValueOrDefault("indexConfig") is not IEnumerable<KeyValuePair<string, object?>> settings) return config;
        foreach (var (setting, value) in settings)
        {
            if (value is not null) config[setting] = value is ICollection list ? Coordinates(setting, list) : value;
        }

        return config;
    }

    private static double[] Coordinates(string setting, ICollection list) => list.OfType<double>().Count() == list.Count
        ? [.. list.Cast<double>()]
        : throw new BoltProtocolException($"The index setting {setting} is no list of floats");
}
