using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Catalog;

[DbContext(typeof(StoreContext))]
[Migration("202611220030_Catalog_ItemFacts")]
public sealed class Catalog_ItemFacts : StoreMigration
{
    private const string Schema = "catalog";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>("Flags", "Products", schema: Schema, nullable: false, defaultValue: 0);
        migrationBuilder.AddColumn<int>("AgeLimit", "Products", schema: Schema, nullable: false, defaultValue: 0);

        // 0: no kit; 1: the kit has a price of its own; 2: it costs what its parts cost.
        migrationBuilder.AddColumn<int>("KitPricing", "Products", schema: Schema, nullable: false, defaultValue: 0);
        migrationBuilder.AddColumn<long>("DepositProductId", "Products", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<long>("DepositQuantityMilli", "Products", schema: Schema, nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<long>("PackOfId", "Products", schema: Schema, nullable: true);
        migrationBuilder.AddColumn<long>("PackFactorMilli", "Products", schema: Schema, nullable: false, defaultValue: 0L);
        migrationBuilder.CreateIndex("IX_Products_PackOf", "Products", "PackOfId", schema: Schema);
        migrationBuilder.CreateIndex("IX_Products_Deposit", "Products", "DepositProductId", schema: Schema);

        migrationBuilder.CreateTable("KitParts", schema: Schema, columns: table => new
        {
            KitId = Long(table),
            PartId = Long(table),
            Position = Int(table),
            QuantityMilli = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_KitParts", row => new { row.KitId, row.PartId });
            table.ForeignKey("FK_KitParts_Kits", row => row.KitId, "Products", "ProductId", Schema);
            table.ForeignKey("FK_KitParts_Parts", row => row.PartId, "Products", "ProductId", Schema);
        });
        migrationBuilder.CreateIndex("IX_KitParts_Part", "KitParts", "PartId", schema: Schema);

        CreateMasks(migrationBuilder);
    }

    private void CreateMasks(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("CodeMasks", schema: Schema, columns: table => new
        {
            CodeMaskId = Long(table),
            StoreId = Long(table),
            Position = Int(table),
            Name = Text(table, 100),
            Kind = Text(table, 20),
            Pattern = Text(table, 64),
            Active = Flag(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_CodeMasks", row => row.CodeMaskId));
        migrationBuilder.CreateIndex("IX_CodeMasks_Order", "CodeMasks", ["StoreId", "Position", "CodeMaskId"], schema: Schema);

        string[] columns = ["CodeMaskId", "StoreId", "Position", "Name", "Kind", "Pattern", "Active", "Version"];
        string[] types = ["bigint", "bigint", "int", "nvarchar(100)", "nvarchar(20)", "nvarchar(64)", "bit", "int"];
        (long Id, string Name, string Kind, string Pattern)[] masks =
        [
            (1, "秤码：重量", "Product", "22IIIII{WWWWW}C"),
            (2, "秤码：金额", "Product", "23IIIII{NNNDD}C"),
            (3, "秤码 18 位：金额和重量", "Product", "2.IIIII{NNNDD}{WWWWW}C"),
            (4, "会员码", "Member", "'M-'I*"),
            (5, "优惠券码", "Coupon", "'C-'I*"),
            (6, "礼品卡码", "GiftCard", "'G-'I*"),
            (7, "员工码", "Staff", "'S-'I*"),
        ];
        foreach (var (id, name, kind, pattern) in masks)
            migrationBuilder.InsertData("CodeMasks", columns, types, [id, 0L, (int)id * 10, name, kind, pattern, true, 1], schema: Schema);
    }
}
