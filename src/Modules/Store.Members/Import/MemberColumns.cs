namespace Store.Members.Import;

/// <summary>
/// The columns of a member file, by the names they go by in its first row:
/// <list type="bullet">
/// <item><c>number</c> 卡号: the only column that every file has. A row with a known number changes that member, any other makes one.</item>
/// <item><c>name</c> 姓名, <c>phone</c> 手机, <c>email</c> 邮箱, <c>home_store</c> 开卡门店: the store's code; <c>level</c> 等级: the level's name.</item>
/// <item><c>gender</c> 性别: Female 女, Male 男 or Other 其他; <c>birthday</c> 生日: 1990-05-31, or 05-31 where the year is not known; <c>language</c> 语言: zh-Hans, zh-Hant or en.</item>
/// <item><c>tags</c> 标签: separated by semicolons; <c>preferences</c> 偏好, <c>notes</c> 备注; <c>referrer</c> 介绍人: the number of the member who brought them and is there already; until then the row is told and left out.</item>
/// </list>
/// A column that the file does not have, and a cell that is empty, leaves the field as it is.
/// </summary>
internal static class MemberColumns
{
    public const string Number = "number";
    public const string Name = "name";
    public const string Phone = "phone";
    public const string Email = "email";
    public const string HomeStore = "home_store";
    public const string Level = "level";
    public const string Gender = "gender";
    public const string Birthday = "birthday";
    public const string Language = "language";
    public const string Tags = "tags";
    public const string Preferences = "preferences";
    public const string Notes = "notes";
    public const string Referrer = "referrer";

    /// <summary>In the order in which they are exported.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Names = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [Number] = ["卡号", "会员卡号", "会员号", "卡號", "會員卡號"],
        [Name] = ["姓名", "会员姓名", "名称", "會員姓名"],
        [Phone] = ["手机", "手机号", "电话", "手機", "電話"],
        [Email] = ["邮箱", "电子邮箱", "郵箱", "e-mail"],
        [HomeStore] = ["开卡门店", "门店", "開卡門店", "home store"],
        [Level] = ["等级", "会员等级", "等級"],
        [Gender] = ["性别", "性別"],
        [Birthday] = ["生日", "出生日期"],
        [Language] = ["语言", "語言"],
        [Tags] = ["标签", "標籤"],
        [Preferences] = ["偏好"],
        [Notes] = ["备注", "備註"],
        [Referrer] = ["介绍人", "推荐人", "介紹人", "推薦人"],
    };
}
