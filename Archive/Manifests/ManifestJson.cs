using System.Text.Json.Serialization;

namespace StreamingTracker.Backup.Archive.Manifests;

/// <summary>The manifest's JSON: what the records say, in their order, nothing unknown, nothing missing, nothing twice.</summary>
[JsonSerializable(typeof(BackupManifest))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
internal sealed partial class ManifestJson : JsonSerializerContext;
