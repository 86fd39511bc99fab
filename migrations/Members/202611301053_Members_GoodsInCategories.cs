using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Members;

/// <summary>Goods that are in no category are not in the index of categories, where each sale would move them.</summary>
[DbContext(typeof(StoreContext))]
[Migration("202611301053_Members_GoodsInCategories")]
public sealed class Members_GoodsInCategories : StoreMigration
{
    private const string Schema = "members";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_MemberGoods_Category", "MemberGoods", schema: Schema);
        migrationBuilder.CreateIndex("IX_MemberGoods_Category", "MemberGoods", ["CategoryId", "MemberId", "Times"], schema: Schema, filter: "CategoryId IS NOT NULL");
    }
}
