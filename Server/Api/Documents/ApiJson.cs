using System.Text.Json;
using System.Text.Json.Serialization;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Archive.Runs;

namespace StreamingTracker.Backup.Server.Api.Documents;

/// <summary>How documents become JSON, and bodies become orders.</summary>
public static class ApiJson
{
    /// <summary>What a client of the API reads and writes with.</summary>
    public static JsonSerializerOptions Options { get; } = Made();

    internal static void Apply(JsonSerializerOptions json)
    {
        // A misspelt name in a body is a mistake that should be told, not a wish that is passed over.
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.Converters.Add(new JsonStringEnumConverter<BackupKind>(JsonNamingPolicy.CamelCase));
        json.Converters.Add(new JsonStringEnumConverter<BackupStanding>(JsonNamingPolicy.CamelCase));
        json.Converters.Add(new JsonStringEnumConverter<RunKind>(JsonNamingPolicy.CamelCase));
        json.Converters.Add(new JsonStringEnumConverter<RunState>(JsonNamingPolicy.CamelCase));
        json.Converters.Add(new JsonStringEnumConverter<SchemaEntity>());
    }

    private static JsonSerializerOptions Made()
    {
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(json);
        json.MakeReadOnly(populateMissingResolver: true);
        return json;
    }
}
