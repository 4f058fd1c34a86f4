using System.Globalization;

namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>Writes an instance's neo4j.conf and apoc.conf.</summary>
internal static class InstanceConfiguration
{
    /// <summary>The installation's own settings, overridden by those that keep an instance to itself, overridden by the caller's.</summary>
    public static void Write(InstanceFolder folder, Neo4jInstallation installation, int port, Neo4jInstanceOptions options)
    {
        var settings = OwnSettings(folder, port, options.Heap);
        foreach (var (name, value) in options.Settings) settings[name] = value;
        var inherited = File.Exists(installation.ConfigurationFile) ? File.ReadAllLines(installation.ConfigurationFile) : [];
        File.WriteAllLines(Path.Combine(folder.Configuration, "neo4j.conf"), Merge(inherited, settings));
        File.WriteAllText(
            Path.Combine(folder.Configuration, "apoc.conf"), "apoc.export.file.enabled=true\napoc.import.file.enabled=true\n");
    }

    /// <summary>
    /// Neo4j refuses a file that sets something twice, so an overridden line goes; one that it lets repeat, as server.jvm.additional,
    /// stays.
    /// </summary>
    internal static IEnumerable<string> Merge(IEnumerable<string> inherited, IReadOnlyDictionary<string, string> settings)
    {
        foreach (var line in inherited)
        {
            var name = line.Split('=', 2)[0].Trim();
            if (!settings.ContainsKey(name)) yield return line;
        }

        foreach (var (name, value) in settings)
        {
            if (value.AsSpan().ContainsAny('\r', '\n')) throw new ArgumentException($"The value of {name} has a line break");
            yield return $"{name}={value.Replace("\\", "\\\\", StringComparison.Ordinal)}";
        }
    }

    private static SortedDictionary<string, string> OwnSettings(InstanceFolder folder, int port, string heap)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        return new(StringComparer.Ordinal)
        {
            ["dbms.usage_report.enabled"] = "false",
            ["server.bolt.advertised_address"] = address,
            ["server.bolt.listen_address"] = address,
            ["server.default_listen_address"] = "127.0.0.1",
            ["server.directories.data"] = folder.Data,
            ["server.directories.import"] = folder.Import,
            ["server.directories.logs"] = folder.Logs,
            ["server.directories.run"] = folder.Run,
            ["server.directories.transaction.logs.root"] = folder.Transactions,
            ["server.http.enabled"] = "false",
            ["server.https.enabled"] = "false",
            ["server.memory.heap.max_size"] = heap,
        };
    }
}
