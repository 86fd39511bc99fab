using System.Text.Json;
using System.Text.Json.Serialization;

namespace Store.Devices.Profile;

/// <summary>The hardware profile on disk.</summary>
internal sealed class ProfileFile(DeviceFolder folder)
{
    /// <summary>As the file is written and read: a name that is misspelt is told, not skipped.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, Converters = { new JsonStringEnumConverter() },
    };

    private string Path => folder["profile.json"];

    /// <summary>The profile; one without devices where there is no file.</summary>
    /// <exception cref="SettingMissing">The file cannot be used as it is.</exception>
    public HardwareProfile Read()
    {
        if (!File.Exists(Path))
            return new HardwareProfile();
        try
        {
            var profile = JsonSerializer.Deserialize<HardwareProfile>(File.ReadAllText(Path), Json) ?? new HardwareProfile();
            return profile.Faults().FirstOrDefault() is { } fault ? throw new SettingMissing($"{Path}: {fault}") : profile;
        }
        catch (JsonException wrong)
        {
            throw new SettingMissing($"{Path}: {wrong.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Writes it whole or not at all.</summary>
    public void Write(HardwareProfile profile) => folder.Write("profile.json", JsonSerializer.SerializeToUtf8Bytes(profile, Json));
}
