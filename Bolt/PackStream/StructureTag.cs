namespace StreamingTracker.Backup.Bolt.PackStream;

/// <summary>The tags of the structures that carry graph values (source: neo4j/docs-bolt, "Structure semantics").</summary>
public static class StructureTag
{
    /// <summary>Node(id, labels, properties, element_id from 5.0).</summary>
    public const byte Node = 0x4E;

    /// <summary>Relationship(id, startId, endId, type, properties, three element ids from 5.0).</summary>
    public const byte Relationship = 0x52;

    /// <summary>UnboundRelationship(id, type, properties, element_id from 5.0), only inside a path.</summary>
    public const byte UnboundRelationship = 0x72;

    /// <summary>Path(nodes, relationships, indices).</summary>
    public const byte Path = 0x50;

    /// <summary>Date(days since 1970-01-01).</summary>
    public const byte Date = 0x44;

    /// <summary>Time(local nanoseconds of the day, offset in seconds).</summary>
    public const byte Time = 0x54;

    /// <summary>LocalTime(nanoseconds of the day).</summary>
    public const byte LocalTime = 0x74;

    /// <summary>LocalDateTime(local seconds since the epoch, nanoseconds).</summary>
    public const byte LocalDateTime = 0x64;

    /// <summary>DateTime(UTC seconds, nanoseconds, offset in seconds).</summary>
    public const byte DateTime = 0x49;

    /// <summary>DateTimeZoneId(UTC seconds, nanoseconds, zone id).</summary>
    public const byte DateTimeZoneId = 0x69;

    /// <summary>The legacy DateTime of Bolt before the UTC patch: local seconds in place of UTC seconds.</summary>
    public const byte LegacyDateTime = 0x46;

    /// <summary>The legacy DateTimeZoneId of Bolt before the UTC patch: local seconds in place of UTC seconds.</summary>
    public const byte LegacyDateTimeZoneId = 0x66;

    /// <summary>Duration(months, days, seconds, nanoseconds).</summary>
    public const byte Duration = 0x45;

    /// <summary>Point2D(srid, x, y).</summary>
    public const byte Point2D = 0x58;

    /// <summary>Point3D(srid, x, y, z).</summary>
    public const byte Point3D = 0x59;
}
